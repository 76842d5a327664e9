from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from wagtail_disclosure.catalog import panels
from wagtail_disclosure.catalog.blocks import EntryBodyBlock, GuideBodyBlock, StepsBlock
from wagtail_disclosure.catalog.guide_facts import GuideFacts
from wagtail_disclosure.catalog.models.base import CatalogTypeMixin
from wagtail_disclosure.catalog.tree import crumb_of_parent
from wagtail_disclosure.core.models import Unit
from wagtail_disclosure.review.models import GuardedPageManager
from wagtail_disclosure.review.translations.fields import PAGE_FIELDS, synchronized, translated


class GuideMixin(CatalogTypeMixin):
    """The statutory disclosure guide (OGI Art. 12).

    What the review clears is its text. Classes, categories, office and windows are read from
    their rows whenever somebody reads the guide.
    """

    introduction = models.TextField(_("introduction"), blank=True)
    body = StreamField(GuideBodyBlock(), verbose_name=_("text"), blank=True)

    public_fields: ClassVar[tuple[str, ...]] = (
        *CatalogTypeMixin.PAGE_PUBLIC_FIELDS,
        "introduction",
        "body",
    )

    content_panels = panels.GUIDE_PANELS
    subpage_types = ["wagtail_disclosure_catalog.ServiceGuidePage"]
    override_translatable_fields = [*PAGE_FIELDS, *translated("introduction", "body")]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["facts"] = GuideFacts(self, request, services=ServiceGuidePage.objects.disclosed())
        return context


class ServiceGuideMixin(CatalogTypeMixin):
    """How to get one thing done, step by step."""

    summary = models.TextField(
        _("what it is about"), blank=True, help_text=_("One sentence for visitors.")
    )
    audience = models.CharField(_("for whom"), max_length=200, blank=True)
    responsible_unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("responsible unit"),
    )
    steps = StreamField(StepsBlock(), verbose_name=pgettext_lazy("service guide", "steps"))
    body = StreamField(EntryBodyBlock(), verbose_name=_("good to know"), blank=True)

    public_fields: ClassVar[tuple[str, ...]] = (
        *CatalogTypeMixin.PAGE_PUBLIC_FIELDS,
        "summary",
        "audience",
        "responsible_unit",
        "steps",
        "body",
    )

    content_panels = panels.SERVICE_GUIDE_PANELS
    parent_page_types = ["wagtail_disclosure_catalog.GuidePage"]
    subpage_types: ClassVar[list[str]] = []
    override_translatable_fields = [
        *PAGE_FIELDS,
        *synchronized("responsible_unit"),
        *translated("summary", "audience", "steps", "body"),
    ]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["ancestors"] = crumb_of_parent(self, GuidePage.objects.disclosed(), request)
        return context


class GuidePage(GuideMixin, Page):
    """The disclosure guide of the agency."""

    page_ptr = models.OneToOneField(
        Page, on_delete=models.CASCADE, parent_link=True, related_name="disclosure_guide"
    )

    objects = GuardedPageManager()

    kept_by_page_cache = True

    search_fields = [
        *Page.search_fields,
        index.SearchField("introduction"),
        index.SearchField("body"),
        index.FilterField("clearance"),
    ]

    class Meta:
        verbose_name = _("disclosure guide")
        verbose_name_plural = _("disclosure guides")


class ServiceGuidePage(ServiceGuideMixin, Page):
    """A guide to one service or topic."""

    page_ptr = models.OneToOneField(
        Page, on_delete=models.CASCADE, parent_link=True, related_name="disclosure_service_guide"
    )

    objects = GuardedPageManager()

    kept_by_page_cache = True

    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.AutocompleteField("summary"),
        index.SearchField("audience"),
        index.SearchField("steps"),
        index.SearchField("body"),
        index.FilterField("clearance"),
        index.FilterField("responsible_unit"),
    ]

    class Meta:
        verbose_name = _("service guide")
        verbose_name_plural = _("service guides")
