from collections.abc import Iterator
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable, Page
from wagtail.search import index

from wagtail_disclosure.cases.disclosure_log import panels
from wagtail_disclosure.cases.disclosure_log.forms import LogEntryForm
from wagtail_disclosure.cases.disclosure_log.identity import refuse_applicant
from wagtail_disclosure.cases.disclosure_log.reading import crumb_of_log, read_log
from wagtail_disclosure.cases.disclosure_log.testers import LogEntryPermissionTester
from wagtail_disclosure.cases.models.base import CaseTypeMixin
from wagtail_disclosure.cases.models.logged_answers import LoggedAnswer
from wagtail_disclosure.core.attachments import AttachmentMixin
from wagtail_disclosure.core.models import Outcome, StoredFile, Unit
from wagtail_disclosure.review.models import AttachmentManager, GuardedPageManager
from wagtail_disclosure.review.translations.fields import PAGE_FIELDS, synchronized, translated
from wagtail_disclosure.rules.outcomes import RELEASING


class DisclosureLogMixin(CaseTypeMixin):
    """The list of what was released to somebody and is now open to everybody."""

    introduction = models.TextField(_("introduction"), blank=True)

    public_fields: ClassVar[tuple[str, ...]] = (*CaseTypeMixin.PAGE_PUBLIC_FIELDS, "introduction")

    content_panels = panels.LOG_PANELS
    subpage_types = ["wagtail_disclosure_cases.DisclosureLogEntry"]
    override_translatable_fields = [*PAGE_FIELDS, *translated("introduction")]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["log"] = read_log(self, DisclosureLogEntry.objects, request)
        return context


class LogEntryMixin(CaseTypeMixin):
    """One answer as everybody may read it: what was asked and answered, in the office's words.

    A concrete class adds a relation ``released_files``. Neither the number of the case nor
    anything that the applicant wrote is in it: together with what is known elsewhere, either may
    tell who asked.
    """

    asked = models.TextField(
        _("what was asked"),
        max_length=2000,
        help_text=_("In your own words, and without a word about who asked."),
    )
    answered = models.TextField(
        _("what was answered"),
        max_length=20000,
        help_text=_("What was released, and what was not and why."),
    )
    outcome = models.ForeignKey(
        Outcome,
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"kind__in": [kind.value for kind in RELEASING]},
        verbose_name=_("outcome"),
    )
    answered_on = models.DateField(_("answered on"), db_index=True)
    responsible_unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("responsible unit"),
    )

    public_fields: ClassVar[tuple[str, ...]] = (
        *CaseTypeMixin.PAGE_PUBLIC_FIELDS,
        "asked",
        "answered",
        "outcome",
        "answered_on",
        "responsible_unit",
        "released_files",
    )

    content_panels = panels.LOG_ENTRY_PANELS
    base_form_class = LogEntryForm
    parent_page_types = ["wagtail_disclosure_cases.DisclosureLogPage"]
    subpage_types: ClassVar[list[str]] = []
    override_translatable_fields = [
        *PAGE_FIELDS,
        *translated("asked", "answered"),
        *synchronized("outcome", "answered_on", "responsible_unit", "released_files"),
    ]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        logs = DisclosureLogPage.objects.disclosed()
        context["ancestors"] = crumb_of_log(self, logs, request)
        context["attachments"] = [row.as_row() for row in self.released_files.all()]
        return context

    def permissions_for_user(self, user: Any) -> LogEntryPermissionTester:
        return LogEntryPermissionTester(user, self)

    def clean(self) -> None:
        super().clean()
        self.refuse_applicant()

    def save_revision(self, *args: Any, **kwargs: Any):
        # Drafts are stored too, and `clean=False` skips the model's own validation.
        self.refuse_applicant()
        return super().save_revision(*args, **kwargs)

    def refuse_applicant(self) -> None:
        """Raises ValidationError where the entry says whose request it was."""
        case = LoggedAnswer.case_of(self.translation_key)
        if case is not None:
            refuse_applicant(case, self.written())

    def written(self) -> Iterator[str]:
        """Everything in it that somebody wrote."""
        yield from (self.title, self.slug or "", self.asked, self.answered)
        yield from (self.seo_title, self.search_description)
        for row in self.released_files.all():
            yield row.title
            if row.stored_file_id:
                yield row.stored_file.name

    def describe_for_review(self) -> str:
        """What reviewers of many objects see beside the title of each."""
        return self.asked


class DisclosureLogPage(DisclosureLogMixin, Page):
    """The disclosure log of the agency."""

    page_ptr = models.OneToOneField(
        Page, on_delete=models.CASCADE, parent_link=True, related_name="disclosure_log"
    )

    objects = GuardedPageManager()

    kept_by_page_cache = True

    search_fields = [
        *Page.search_fields,
        index.SearchField("introduction"),
        index.FilterField("clearance"),
    ]

    class Meta:
        verbose_name = _("disclosure log")
        verbose_name_plural = _("disclosure logs")


class DisclosureLogEntry(LogEntryMixin, Page):
    """One entry of the disclosure log."""

    page_ptr = models.OneToOneField(
        Page, on_delete=models.CASCADE, parent_link=True, related_name="disclosure_log_entry"
    )

    objects = GuardedPageManager()

    kept_by_page_cache = True

    search_fields = [
        *Page.search_fields,
        index.SearchField("asked", boost=2),
        index.SearchField("answered"),
        index.FilterField("clearance"),
        index.FilterField("outcome"),
        index.FilterField("answered_on"),
        index.FilterField("responsible_unit"),
    ]

    class Meta:
        verbose_name = _("entry of the disclosure log")
        verbose_name_plural = _("entries of the disclosure log")


class ReleasedFile(AttachmentMixin, Orderable):
    """A file that was released with an answer, as its applicant got it."""

    page = ParentalKey(DisclosureLogEntry, on_delete=models.CASCADE, related_name="released_files")
    stored_file = models.ForeignKey(
        StoredFile,
        on_delete=models.PROTECT,
        related_name="released_files",
        verbose_name=_("file"),
    )
    title = models.CharField(
        _("title"), max_length=200, blank=True, help_text=_("Empty: the name of the file.")
    )

    public_fields = ("stored_file", "title")
    private_fields = ("sort_order",)

    objects = AttachmentManager()

    class Meta(Orderable.Meta):
        verbose_name = _("released file")
        verbose_name_plural = _("released files")
