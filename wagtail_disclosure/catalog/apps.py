from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogConfig(AppConfig):
    name = "wagtail_disclosure.catalog"
    label = "wagtail_disclosure_catalog"
    verbose_name = _("Disclosure: catalog")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail_disclosure.catalog import offers, setup
        from wagtail_disclosure.catalog.indexing import indexed_once
        from wagtail_disclosure.catalog.models import EntryMixin
        from wagtail_disclosure.catalog.reclassification import re_review, reclassifier
        from wagtail_disclosure.core import seams
        from wagtail_disclosure.core.setup_steps import setup_steps
        from wagtail_disclosure.review.batches import around_clearing
        from wagtail_disclosure.review.reclassification import reclassifiers

        seams.public_actions.register("find", offers.find)
        seams.work_items.register("re-review", re_review.work_items)
        reclassifiers.register(EntryMixin, reclassifier.entries)
        around_clearing.register("search and reference index", indexed_once)
        setup_steps.register("catalog", setup.set_up)
