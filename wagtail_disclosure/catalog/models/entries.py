from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from wagtail_disclosure.catalog import panels
from wagtail_disclosure.catalog.blocks import EntryBodyBlock
from wagtail_disclosure.catalog.classes import CLASS_NAMES, PAGE_CLASS_CHOICES
from wagtail_disclosure.catalog.exceptions import (
    ClassIsFixed,
    ContentNotAllowed,
    IndexNumberIsFixed,
)
from wagtail_disclosure.catalog.forms import EntryForm
from wagtail_disclosure.catalog.models.base import CatalogTypeMixin
from wagtail_disclosure.catalog.models.translatable import synchronized, translated
from wagtail_disclosure.catalog.querysets import EntryManager
from wagtail_disclosure.catalog.tree import ancestors_of, crumb_of_catalog
from wagtail_disclosure.core import conf, seams
from wagtail_disclosure.core.models import Exemption, NumberSeries, PublicBody, Unit
from wagtail_disclosure.review.models import Clearance
from wagtail_disclosure.rules.classification import DisclosureClass
from wagtail_disclosure.rules.deadlines import add_months
from wagtail_disclosure.rules.references import format_reference


class EntryMixin(CatalogTypeMixin):
    """One piece of information in the catalog.

    Its class decides what may be stored: an entry open on request is a description only, and
    exempt information has no page at all. A concrete class adds a child relation ``attachments``.
    """

    index_number = models.CharField(
        _("index number"), max_length=80, blank=True, editable=False, db_index=True
    )
    disclosure_class = models.CharField(
        _("disclosure class"), max_length=12, choices=PAGE_CLASS_CHOICES
    )
    class_reason = models.TextField(
        _("reason for this class"), blank=True, help_text=_("Internal: visitors don't see it.")
    )
    class_ground = models.ForeignKey(
        Exemption,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("legal ground of this class"),
        help_text=_("Internal: visitors don't see it."),
    )
    # OGI Art. 18: what is not open to everybody is looked at again.
    review_on = models.DateField(_("look at it again on"), null=True, blank=True, editable=False)
    document_number = models.CharField(_("document number"), max_length=100, blank=True)
    issuing_body = models.ForeignKey(
        PublicBody,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("issuing body"),
    )
    responsible_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("responsible unit")
    )
    created_on = models.DateField(
        _("created on"), null=True, blank=True, help_text=_("Leave empty if the day is unknown.")
    )
    published_on = models.DateField(
        _("published on"),
        null=True,
        blank=True,
        help_text=_("Empty: the day on which it becomes public here."),
    )
    summary = models.TextField(_("summary"), blank=True)
    body = StreamField(EntryBodyBlock(), verbose_name=_("text"), blank=True)
    import_key = models.CharField(
        _("key in the import"), max_length=100, blank=True, editable=False, db_index=True
    )

    # OGI Art. 12: index, name, summary and date of creation are the least a catalog shows.
    public_fields: ClassVar[tuple[str, ...]] = (
        *CatalogTypeMixin.PAGE_PUBLIC_FIELDS,
        "index_number",
        "disclosure_class",
        "document_number",
        "issuing_body",
        "responsible_unit",
        "created_on",
        "published_on",
        "summary",
        "body",
        "attachments",
    )
    private_fields: ClassVar[tuple[str, ...]] = (
        "class_reason",
        "class_ground",
        "review_on",
        "import_key",
    )

    content_panels = panels.ENTRY_PANELS
    base_form_class = EntryForm
    parent_page_types = ["wagtail_disclosure_catalog.CategoryPage"]
    subpage_types: ClassVar[list[str]] = []
    # A copy is another entry; a translation takes the number over when it is saved.
    exclude_fields_in_copy = [
        *CatalogTypeMixin.exclude_fields_in_copy,
        "index_number",
        "import_key",
    ]
    override_translatable_fields = [
        *synchronized(
            "slug",
            "disclosure_class",
            "class_reason",
            "class_ground",
            "review_on",
            "document_number",
            "issuing_body",
            "responsible_unit",
            "created_on",
            "published_on",
            "attachments",
        ),
        *translated("summary", "body"),
    ]

    class Meta:
        abstract = True

    @property
    def kind(self) -> DisclosureClass:
        """The disclosure class as the rules know it."""
        return DisclosureClass(self.disclosure_class)

    def describe_for_review(self) -> str:
        return str(CLASS_NAMES[self.kind])

    @property
    def is_on_request(self) -> bool:
        return self.kind is DisclosureClass.ON_REQUEST

    @property
    def public_date(self) -> date | None:
        """The stated day of publication, else the day of going live through the review."""
        if self.published_on or not self.first_published_at or not self.clearance:
            return self.published_on
        if self.clearance.kind in Clearance.PUBLIC_BEFORE:
            return None
        return timezone.localdate(self.first_published_at, conf.time_zone())

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["metadata"] = list(self.get_metadata())
        context["attachments"] = [item.as_row() for item in self.attachments.all()]
        context["ancestors"] = [*crumb_of_catalog(self, request), *ancestors_of(self, request)]
        context["actions"] = [
            action for offer in seams.public_actions for action in offer(self, request)
        ]
        return context

    def get_metadata(self) -> Iterator[tuple[str, Any]]:
        """What is known about the entry, as terms and values in the order of an index card."""
        values = [
            (_("Index number"), self.index_number),
            (_("Document number"), self.document_number),
            (_("Issuing body"), self.issuing_body),
            (_("Responsible unit"), self.responsible_unit),
            (_("Created on"), self.created_on),
            (_("Published on"), self.public_date),
            (_("Disclosure class"), CLASS_NAMES[self.kind]),
            (_("Language"), self.locale.get_display_name()),
        ]
        return ((str(term), value) for term, value in values if value)

    def clean(self) -> None:
        super().clean()
        self.refuse_content()

    def refuse_content(self) -> None:
        """Raises ContentNotAllowed for a page, body or file that the class doesn't allow."""
        if not self.disclosure_class or self.kind.may_have_body:
            return
        if not self.kind.may_have_page:
            message = _("Exempt information has no page: it goes into the register.")
            raise ContentNotAllowed({"disclosure_class": message})
        message = _("An entry that is open on request is a description only, without %(what)s.")
        if self.body:
            raise ContentNotAllowed({"body": message % {"what": _("text")}})
        if self.attachments.exists():
            raise ContentNotAllowed(message % {"what": _("files")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        touched = kwargs.get("update_fields")
        if touched is None or {"index_number", "disclosure_class", "body"} & set(touched):
            self.refuse_content()
            if self.is_on_request and self._state.adding and self.review_on is None:
                self.review_on = next_review_on()
            # The number is taken in the transaction that stores it: a failure leaves no gap.
            with transaction.atomic():
                self._keep_what_is_fixed()
                super().save(*args, **kwargs)
        else:
            super().save(*args, **kwargs)

    def save_revision(self, *args: Any, **kwargs: Any):
        # Drafts are stored too, and `clean=False` skips the model's own validation.
        self.refuse_content()
        return super().save_revision(*args, **kwargs)

    def with_content_json(self, content: dict[str, Any]):
        """A revision holds text; which class it is under, and until when, is decided elsewhere."""
        obj = super().with_content_json(content)
        obj.disclosure_class = self.disclosure_class
        obj.review_on = self.review_on
        return obj

    def _keep_what_is_fixed(self) -> None:
        same = Q(translation_key=self.translation_key)
        if self.alias_of_id:
            # An alias is the same entry at another place.
            same = Q(pk=self.alias_of_id)
        stored = (
            type(self).objects.filter(same).values_list("index_number", "disclosure_class").first()
        )
        if stored is None:
            self.index_number = self.index_number or self._next_index_number()
        else:
            number, kind = stored
            self.index_number = self.index_number or number
            if self.index_number != number:
                raise IndexNumberIsFixed(number)
            if self.disclosure_class != kind:
                raise ClassIsFixed(kind)
        if not self.slug:
            self.slug = slugify(self.index_number.replace("/", "-"))

    def _next_index_number(self) -> str:
        body = PublicBody.objects.own()
        year = (self.created_on or timezone.localdate(timezone=conf.time_zone())).year
        return format_reference(
            conf.index_number_template(),
            orgcode=body.code,
            year=year,
            serial=NumberSeries.take_next(f"index-{body.code}-{year}"),
        )


def next_review_on(today: date | None = None) -> date:
    """When something that is not open to everybody is looked at again (OGI Art. 18)."""
    today = today or timezone.localdate(timezone=conf.time_zone())
    return add_months(today, conf.re_review_months())


class EntryPage(EntryMixin, Page):
    """An entry of the disclosure catalog."""

    page_ptr = models.OneToOneField(
        Page, on_delete=models.CASCADE, parent_link=True, related_name="disclosure_entry"
    )

    objects = EntryManager()

    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("document_number", boost=2),
        index.AutocompleteField("document_number"),
        index.SearchField("index_number", boost=2),
        index.AutocompleteField("index_number"),
        index.SearchField("body"),
        index.FilterField("clearance"),
        index.FilterField("disclosure_class"),
        index.FilterField("responsible_unit"),
        index.FilterField("published_on"),
        index.FilterField("created_on"),
    ]

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        constraints = [
            models.CheckConstraint(
                condition=Q(disclosure_class__in=[value for value, _name in PAGE_CLASS_CHOICES]),
                name="disclosure_entry_class",
            ),
            models.CheckConstraint(
                condition=Q(disclosure_class=DisclosureClass.PROACTIVE.value) | Q(body=[]),
                name="disclosure_entry_body",
            ),
        ]
