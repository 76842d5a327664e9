from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from wagtail_disclosure.catalog import panels
from wagtail_disclosure.catalog.blocks import EntryBodyBlock
from wagtail_disclosure.catalog.classes import CLASS_NAMES, PAGE_CLASS_CHOICES
from wagtail_disclosure.catalog.exceptions import ContentNotAllowed
from wagtail_disclosure.catalog.forms import EntryForm
from wagtail_disclosure.catalog.models.base import CatalogTypeMixin
from wagtail_disclosure.catalog.models.description import DescribedMixin
from wagtail_disclosure.catalog.models.file_texts import FileText
from wagtail_disclosure.catalog.models.fixed import FixedMixin
from wagtail_disclosure.catalog.querysets import EntryManager
from wagtail_disclosure.catalog.succession import disclosed_successors
from wagtail_disclosure.catalog.timeliness import PublicationClock
from wagtail_disclosure.catalog.tree import ancestors_of, crumb_of_catalog
from wagtail_disclosure.core import conf, days, seams
from wagtail_disclosure.core.models import PublicBody, Unit
from wagtail_disclosure.review.models import Clearance
from wagtail_disclosure.review.translations.fields import PAGE_FIELDS, synchronized, translated
from wagtail_disclosure.rules.classification import DisclosureClass
from wagtail_disclosure.rules.deadlines import add_months
from wagtail_disclosure.rules.timeliness import Assessment


class EntryMixin(FixedMixin, DescribedMixin, CatalogTypeMixin):
    """One piece of information in the catalog.

    Its class decides what may be stored: an entry open on request is a description only, and
    exempt information has no page at all. A concrete class adds the child relations
    ``attachments``, ``joint_issuers`` and ``successors``.
    """

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
        help_text=_("Where several issued it together: the one that leads."),
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
        *DescribedMixin.DESCRIPTION,
        "joint_issuers",
        "successors",
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
        *PAGE_FIELDS,
        *synchronized(
            "index_number",
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
            "joint_issuers",
            "successors",
        ),
        *translated("summary", "body"),
        *DescribedMixin.DESCRIPTION_IN_LANGUAGES,
    ]

    class Meta:
        abstract = True

    def describe_for_review(self) -> str:
        return str(CLASS_NAMES[self.kind])

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
        today = days.today()
        context["metadata"] = list(self.get_metadata(today))
        context["validity"] = self.validity_on(today)
        context["successors"] = disclosed_successors(self, request)
        context["issuers"] = self.issuers
        context["attachments"] = [item.as_row() for item in self.attachments.all()]
        context["ancestors"] = [*crumb_of_catalog(self, request), *ancestors_of(self, request)]
        context["actions"] = [
            action for offer in seams.public_actions for action in offer(self, request)
        ]
        return context

    @property
    def issuers(self) -> list[PublicBody]:
        """The bodies that issued the document, the one that leads first."""
        lead = [self.issuing_body] if self.issuing_body else []
        return [*lead, *(row.body for row in self.joint_issuers.all())]

    def assess_timeliness(self, today: date, clock: PublicationClock) -> Assessment | None:
        """Whether it is, or still can be, public in time (OGI Art. 26); see PublicationClock."""
        if self.kind is not DisclosureClass.PROACTIVE:
            return None
        is_known = self.public_date is not None or self.first_published_at is None
        return clock.assess(self.created_on, self.public_date, today) if is_known else None

    def get_metadata(self, today: date) -> Iterator[tuple[str, Any]]:
        """What is known about the entry, as terms and values in the order of an index card."""
        issuers = [str(body) for body in self.issuers]
        together = pgettext("between names", ", ").join(issuers)
        values = [
            (_("Index number"), self.index_number),
            (_("Document number"), self.document_number),
            (ngettext_lazy("Issuing body", "Issuing bodies", len(issuers)), together),
            (_("Responsible unit"), self.responsible_unit),
            (_("Created on"), self.created_on),
            (_("Published on"), self.public_date),
            *self.get_description(today),
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
            self.plan_review()
            with transaction.atomic():
                self.keep_what_is_fixed()
                super().save(*args, **kwargs)
        else:
            super().save(*args, **kwargs)

    def plan_review(self) -> None:
        """Set when a new entry that is not open to everybody is looked at again."""
        if self.is_on_request and self._state.adding and self.review_on is None:
            self.review_on = next_review_on()

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


def next_review_on(today: date | None = None) -> date:
    """When something that is not open to everybody is looked at again (OGI Art. 18)."""
    return add_months(today or days.today(), conf.re_review_months())


class EntryPage(EntryMixin, Page):
    """An entry of the disclosure catalog."""

    page_ptr = models.OneToOneField(
        Page, on_delete=models.CASCADE, parent_link=True, related_name="disclosure_entry"
    )

    objects = EntryManager()

    kept_by_page_cache = True
    published_together = True

    @property
    def text_of_files(self) -> str:
        """What the files say, for the search index only; of disclosed files alone."""
        files = [row.stored_file_id for row in self.attachments.all()]
        if not files:
            return ""
        texts = FileText.objects.filter(stored_file__in=files)
        return "\n".join(texts.order_by("pk").values_list("text", flat=True))

    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("document_number", boost=2),
        index.AutocompleteField("document_number"),
        index.SearchField("index_number", boost=2),
        index.AutocompleteField("index_number"),
        index.SearchField("body"),
        index.SearchField("keywords", boost=2),
        index.SearchField("text_of_files"),
        index.FilterField("clearance"),
        index.FilterField("disclosure_class"),
        index.FilterField("responsible_unit"),
        index.FilterField("published_on"),
        index.FilterField("created_on"),
        index.FilterField("subject_class"),
        index.FilterField("genre"),
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
