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
        from wagtail_disclosure.review import (
            checks,
            guard,
            held,
            localize,
            notifications,
            providers,
            settings_checks,
            setup,
            translation_work,
            view_restrictions,
        )
        from wagtail_disclosure.review.batches import other_ways
        from wagtail_disclosure.review.batches.providers import work_items as batch_work_items
        from wagtail_disclosure.review.triggers import around
        from wagtail_disclosure.review.triggers import checks as trigger_checks
        from wagtail_disclosure.review.verification.everything import register_verifiers

        setup_steps.register("review", setup.set_up)
        seams.work_items.register("reviews", providers.work_items)
        seams.work_items.register("batches", batch_work_items)
        seams.work_items.register("translations", translation_work.work_items)
        guard.connect()
        notifications.connect()
        around.connect(sender=self)
        held.connect(guard.guarded_models())
        other_ways.connect()
        register_verifiers()
        if localize.is_installed():
            view_restrictions.connect()
