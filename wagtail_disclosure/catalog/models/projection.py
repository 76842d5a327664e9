"""What is public of the catalog, in narrow tables: one row for each entry, and counts.

Lists, facets, counts and feeds read these, and never go through the tree of pages. What they hold
is written in the transaction in which an entry becomes public, changes or is withdrawn, see
``catalog.projection``. A row can hide, never show: whoever reads asks for the page that is live and
sealed under the very clearance that the row was taken from.
"""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page

from wagtail_disclosure.catalog.classes import PAGE_CLASS_CHOICES
from wagtail_disclosure.catalog.models.description import STATED
from wagtail_disclosure.catalog.models.entries import EntryPage
from wagtail_disclosure.catalog.models.vocabularies import Genre, SubjectClass
from wagtail_disclosure.catalog.querysets import PublicEntryManager
from wagtail_disclosure.core.models import PublicBody, Unit
from wagtail_disclosure.core.models.bodies import LONGEST_INDEX_NUMBER
from wagtail_disclosure.core.search.terms import TermsField
from wagtail_disclosure.review.models import Clearance

NO_YEAR = 0


class CountedFields(models.Model):
    """What a public entry is counted, chosen and sorted by."""

    clearance = models.ForeignKey(
        Clearance, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+", db_index=False)
    disclosure_class = models.CharField(max_length=12, choices=PAGE_CLASS_CHOICES)
    issuing_body = models.ForeignKey(
        PublicBody, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    responsible_unit = models.ForeignKey(
        Unit, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    subject_class = models.ForeignKey(
        SubjectClass, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    genre = models.ForeignKey(Genre, on_delete=models.SET_NULL, null=True, related_name="+")
    # Of public_on; 0 where that is unknown.
    year = models.PositiveSmallIntegerField(default=NO_YEAR)
    effective_on = models.DateField(null=True)
    expires_on = models.DateField(null=True)
    # As its body states it, see DescribedMixin.validity.
    validity = models.CharField(max_length=10, choices=STATED, blank=True, default="")
    is_amended = models.BooleanField(default=False)
    is_repealed = models.BooleanField(default=False)
    # Kinds of files as in ",pdf,xlsx,": ask for one with commas around it.
    formats = models.CharField(max_length=200, blank=True, default="")
    # Days of publication and creation in one number, which sorts without nulls.
    recency = models.BigIntegerField(default=0)

    # Not content of its own: what it names is named by the entry.
    wagtail_reference_index_ignore = True

    objects = PublicEntryManager()

    class Meta:
        abstract = True


class PublicEntry(CountedFields):
    """A disclosed entry, as it was cleared, in one row.

    Its address is that of the page, which is joined anyway: so moves and new names need no write.
    """

    entry = models.OneToOneField(
        EntryPage, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    # The page right above.
    category = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", db_index=False)
    # The stated day of publication, else that of going live where it is known; agency's time zone.
    public_on = models.DateField(null=True)
    created_on = models.DateField(null=True)
    title = models.CharField(max_length=255)
    summary = models.TextField(blank=True, default="")
    index_number = models.CharField(max_length=LONGEST_INDEX_NUMBER, blank=True, default="")
    document_number = models.CharField(max_length=100, blank=True, default="")
    # When it was last counted; who reads asks for the restrictions themselves.
    is_restricted = models.BooleanField(default=False)
    # Since when visitors see it as it is, its place and address included.
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("public entry")
        verbose_name_plural = _("public entries")
        default_permissions = ()
        indexes = [
            models.Index(fields=["category", "-recency", "-entry"], name="disclosure_public_below"),
            models.Index(fields=["locale", "-recency", "-entry"], name="disclosure_public_newest"),
            models.Index(fields=["locale", "year"], name="disclosure_public_year"),
            models.Index(fields=["changed_at", "entry"], name="disclosure_public_changed"),
            models.Index(fields=["index_number"], name="disclosure_public_number"),
        ]

    def __str__(self) -> str:
        # No title here: this text ends up in logs.
        return f"{self._meta.verbose_name} {self.pk}"


class SearchedEntry(CountedFields):
    """What a search asks of a public entry, in a row as narrow as can be: on PostgreSQL.

    Its terms are those of the search index, where that is our own. It is a row of its own, because
    the other one also changes where a category moves, and then the index of terms need not.
    """

    entry = models.OneToOneField(
        EntryPage, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    terms = TermsField()

    class Meta:
        verbose_name = _("searched entry")
        verbose_name_plural = _("searched entries")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


def recency_of(public_on: date | None, created_on: date | None) -> int:
    """Days in one number, the later the higher; one that is unknown counts as the earliest."""
    public, created = (
        day.year * 10_000 + day.month * 100 + day.day if day else 0
        for day in (public_on, created_on)
    )
    return public * 100_000_000 + created


class CategoryCount(models.Model):
    """How many entries anybody may see right below a category, by class and year of publication.

    A category page is in one language, so these are per language as well. What is below at any
    depth is the sum over a few of these rows. So nobody has to wait for who publishes elsewhere,
    and moving a category moves its numbers.
    """

    category = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    disclosure_class = models.CharField(max_length=12, choices=PAGE_CLASS_CHOICES)
    year = models.PositiveSmallIntegerField(default=NO_YEAR)
    entries = models.IntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("count of a category")
        verbose_name_plural = _("counts of categories")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["category", "disclosure_class", "year"], name="disclosure_count_of"
            )
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.category_id} {self.disclosure_class} {self.year}"
