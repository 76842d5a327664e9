from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from wagtail_disclosure.catalog import panels
from wagtail_disclosure.catalog.blocks import EntryBodyBlock
from wagtail_disclosure.catalog.models.base import CatalogTypeMixin
from wagtail_disclosure.core.attachments import AttachmentMixin, FilesForm
from wagtail_disclosure.core.models import StoredFile
from wagtail_disclosure.review.models import AttachmentManager, GuardedPageManager
from wagtail_disclosure.review.translations.fields import PAGE_FIELDS, synchronized, translated


class DisclosureRulesMixin(CatalogTypeMixin):
    """The agency's own rules of disclosure. A concrete class adds a relation ``attachments``."""

    document_number = models.CharField(_("document number"), max_length=100, blank=True)
    effective_on = models.DateField(_("in force from"), null=True, blank=True)
    introduction = models.TextField(_("introduction"), blank=True)
    body = StreamField(EntryBodyBlock(), verbose_name=_("text"), blank=True)

    public_fields: ClassVar[tuple[str, ...]] = (
        *CatalogTypeMixin.PAGE_PUBLIC_FIELDS,
        "document_number",
        "effective_on",
        "introduction",
        "body",
        "attachments",
    )

    content_panels = panels.RULES_PANELS
    base_form_class = FilesForm
    subpage_types: ClassVar[list[str]] = []
    override_translatable_fields = [
        *PAGE_FIELDS,
        *synchronized("document_number", "effective_on", "attachments"),
        *translated("introduction", "body"),
    ]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["attachments"] = [item.as_row() for item in self.attachments.all()]
        return context


class DisclosureRulesPage(DisclosureRulesMixin, Page):
    """The rules by which the agency discloses information."""

    page_ptr = models.OneToOneField(
        Page, on_delete=models.CASCADE, parent_link=True, related_name="disclosure_rules"
    )

    objects = GuardedPageManager()

    kept_by_page_cache = True

    search_fields = [
        *Page.search_fields,
        index.SearchField("introduction"),
        index.SearchField("body"),
        index.SearchField("document_number"),
        index.FilterField("clearance"),
        index.FilterField("effective_on"),
    ]

    class Meta:
        verbose_name = _("disclosure rules")
        verbose_name_plural = _("disclosure rules")


class RulesAttachment(AttachmentMixin, Orderable):
    """A file of the agency's rules."""

    page = ParentalKey(DisclosureRulesPage, on_delete=models.CASCADE, related_name="attachments")
    stored_file = models.ForeignKey(
        StoredFile,
        on_delete=models.PROTECT,
        related_name="rules_attachments",
        verbose_name=_("file"),
    )
    title = models.CharField(
        _("title"), max_length=200, blank=True, help_text=_("Empty: the name of the file.")
    )

    public_fields = ("stored_file", "title")
    private_fields = ("sort_order",)

    objects = AttachmentManager()

    class Meta(Orderable.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
