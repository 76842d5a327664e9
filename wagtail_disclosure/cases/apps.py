from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "wagtail_disclosure.cases"
    label = "wagtail_disclosure_cases"
    verbose_name = _("Disclosure: requests")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail_disclosure.cases import providers, setup, verification
        from wagtail_disclosure.cases.annual_report import providers as annual_report
        from wagtail_disclosure.cases.clock.recomputing import CaseDueDates
        from wagtail_disclosure.cases.disclosure_log import offers, reopened, repeated
        from wagtail_disclosure.cases.models import DisclosureLogPage, RequestPage
        from wagtail_disclosure.cases.registration import providers as desk
        from wagtail_disclosure.cases.retention.verification import (
            verify_erasures,
            verify_rules,
        )
        from wagtail_disclosure.core import seams
        from wagtail_disclosure.core.places import place_kinds
        from wagtail_disclosure.core.setup_steps import setup_steps
        from wagtail_disclosure.review.verification import verifiers

        seams.work_items.register("cases", providers.work_items)
        seams.work_items.register("papers", desk.work_items)
        seams.work_items.register("asked for by several", repeated.work_items)
        seams.work_items.register("opened again", reopened.work_items)
        seams.due_dates.register("cases", CaseDueDates())
        seams.report_tables.register("3", annual_report.RequestsTable())
        seams.report_tables.register("4", annual_report.ChallengesTable())
        place_kinds.register("request", RequestPage.objects.disclosed)
        place_kinds.register("log", DisclosureLogPage.objects.disclosed)
        seams.public_actions.register("cases", providers.public_actions)
        seams.public_actions.register("disclosure log", offers.public_actions)
        seams.suggestions.register("disclosure log", offers.suggest_answers)
        setup_steps.register("cases", setup.set_up)
        verification.register()
        verifiers.register("due dates", verification.verify_due_dates)
        verifiers.register("moments", verification.verify_moments)
        verifiers.register("erasures", verify_erasures)
        verifiers.register("retention_rules", verify_rules)
