from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "wagtail_disclosure.core"
    label = "wagtail_disclosure_core"
    verbose_name = _("Disclosure: agency and law")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Importing them registers the system checks.
        from wagtail_disclosure.core import checks, setup  # noqa: F401
        from wagtail_disclosure.core.calendars import checks as calendar_checks  # noqa: F401
        from wagtail_disclosure.core.page_cache import checks as page_cache_checks  # noqa: F401
        from wagtail_disclosure.core.page_cache.watching import watch_all
        from wagtail_disclosure.core.page_indexes import checks as page_index_checks  # noqa: F401
        from wagtail_disclosure.core.setup_steps import setup_steps

        setup_steps.register("core", setup.set_up)
        watch_all()
