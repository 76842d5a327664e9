from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewConfig(AppConfig):
    name = "wagtail_disclosure.review"
    label = "wagtail_disclosure_review"
    verbose_name = _("Disclosure: secrecy review")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail_disclosure.core import seams
        from wagtail_disclosure.core.setup_steps import setup_steps
        from wagtail_disclosure.review import providers, setup
        from wagtail_disclosure.review.batches import clearing, other_ways
        from wagtail_disclosure.review.batches.providers import work_items as batch_work_items
        from wagtail_disclosure.review.checks import settings, types
        from wagtail_disclosure.review.guard import held, receivers
        from wagtail_disclosure.review.models.guarded import guarded_models
        from wagtail_disclosure.review.notifications import mails
        from wagtail_disclosure.review.translations import (
            localize,
            queueing,
            view_restrictions,
            work,
        )
        from wagtail_disclosure.review.triggers import around
        from wagtail_disclosure.review.triggers import checks as trigger_checks
        from wagtail_disclosure.review.verification.everything import register_verifiers

        setup_steps.register("review", setup.set_up)
        seams.work_items.register("reviews", providers.work_items)
        seams.work_items.register("batches", batch_work_items)
        seams.work_items.register("translations", work.work_items)
        receivers.connect()
        mails.connect()
        around.connect(sender=self)
        held.connect(guarded_models())
        clearing.connect()
        other_ways.connect()
        register_verifiers()
        if localize.is_installed():
            view_restrictions.connect()
            queueing.connect()
