from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogConfig(AppConfig):
    name = "wagtail_disclosure.catalog"
    label = "wagtail_disclosure_catalog"
    verbose_name = _("Disclosure: catalog")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail_disclosure.catalog import offers, proposals, setup
        from wagtail_disclosure.catalog.finding import answering, file_texts
        from wagtail_disclosure.catalog.indexing import indexed_once
        from wagtail_disclosure.catalog.models import (
            CatalogPage,
            DisclosureRulesPage,
            EntryMixin,
            FAQIndexPage,
            GuidePage,
        )
        from wagtail_disclosure.catalog.open_data import checks, workbooks
        from wagtail_disclosure.catalog.projection import filling, following, verifying
        from wagtail_disclosure.catalog.projection.writing import projected_once
        from wagtail_disclosure.catalog.reclassification import re_review, reclassifier
        from wagtail_disclosure.catalog.work_list import views as work_list
        from wagtail_disclosure.core import seams
        from wagtail_disclosure.core.places import place_kinds
        from wagtail_disclosure.core.setup_steps import setup_steps
        from wagtail_disclosure.review.batches import around_clearing
        from wagtail_disclosure.review.reclassification import reclassifiers
        from wagtail_disclosure.review.verification import verifiers

        place_kinds.register("catalog", CatalogPage.objects.disclosed)
        place_kinds.register("guide", GuidePage.objects.disclosed)
        place_kinds.register("faq", FAQIndexPage.objects.disclosed)
        place_kinds.register("rules", DisclosureRulesPage.objects.disclosed)
        seams.public_actions.register("find", offers.find)
        seams.public_actions.register("explain", offers.explain)
        seams.suggestions.register("catalog", answering.suggest_answers)
        seams.work_items.register("re-review", re_review.work_items)
        seams.work_items.register("work list", work_list.work_items)
        reclassifiers.register(EntryMixin, reclassifier.entries)
        around_clearing.register("search and reference index", indexed_once)
        around_clearing.register("projection", projected_once)
        following.connect()
        filling.connect(sender=self)
        verifiers.register("projection", verifying.verify_projection)
        verifying.register()
        setup_steps.register("catalog", setup.set_up)
        workbooks.connect()
        file_texts.connect()
        proposals.connect()
