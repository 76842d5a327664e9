from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OversightConfig(AppConfig):
    name = "wagtail_disclosure.oversight"
    label = "wagtail_disclosure_oversight"
    verbose_name = _("Disclosure: oversight")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail_disclosure.core.setup_steps import setup_steps
        from wagtail_disclosure.oversight import setup, verification
        from wagtail_disclosure.review.verification import verifiers

        setup_steps.register("oversight", setup.set_up)
        verifiers.register("annual reports", verification.verify_reports)
