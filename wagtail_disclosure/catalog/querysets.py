"""How entries are read: everything the public sees starts with ``disclosed()``."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateField,
    Exists,
    F,
    Manager,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce, TruncDate
from wagtail.models import PageManager

from wagtail_disclosure.catalog.subtree import within
from wagtail_disclosure.core import conf
from wagtail_disclosure.core.restrictions import is_restricted
from wagtail_disclosure.review.models import Clearance
from wagtail_disclosure.review.models.guarded import GuardedPageQuerySet
from wagtail_disclosure.rules.timeliness import Timeliness


class EntryQuerySet(GuardedPageQuerySet):
    def with_public_on(self) -> "EntryQuerySet":
        """Annotate ``public_on``: the stated day of publication, else the day of going live.

        What was taken over was public before it went live here, so for that the day stays unknown.
        Days are those of the agency's time zone.
        """
        went_live = TruncDate("first_published_at", tzinfo=conf.time_zone())
        unknown = When(clearance__kind__in=Clearance.PUBLIC_BEFORE, then=None)
        public_on = Case(unknown, default=went_live, output_field=DateField())
        return self.annotate(public_on=Coalesce("published_on", public_on))

    def originals(self) -> "EntryQuerySet":
        """Each entry once: in the language that was written first, where it hangs itself."""
        earlier = self.model._base_manager.filter(
            translation_key=OuterRef("translation_key"), pk__lt=OuterRef("pk"), alias_of=None
        )
        return self.filter(~Exists(earlier), alias_of=None)

    def with_publication_due_on(self, steps: Iterable[tuple[date, date]]) -> "EntryQuerySet":
        """Annotate ``due_on``, the last day for publication, None where no step reaches.

        ``steps`` are those of ``rules.timeliness.due_steps``, for the days that are asked about.
        """
        due = [When(created_on__lte=last, then=Value(due_on)) for last, due_on in steps]
        return self.annotate(due_on=Case(*due, default=None, output_field=DateField()))

    def with_standing(self, today: date, soon: date) -> "EntryQuerySet":
        """Annotate ``standing``: a Timeliness for what is late, overdue, or due until ``soon``.

        Needs ``public_on`` and ``due_on``. What became public on a day that nobody knows has none.
        """
        is_waiting = Q(public_on=None, first_published_at=None)
        standing = Case(
            When(public_on__gt=F("due_on"), then=Value(Timeliness.LATE.value)),
            When(is_waiting & Q(due_on__lt=today), then=Value(Timeliness.OVERDUE.value)),
            When(is_waiting & Q(due_on__lte=soon), then=Value(Timeliness.DUE_SOON.value)),
            default=Value(""),
            output_field=CharField(),
        )
        return self.annotate(standing=standing)

    def newest_first(self) -> "EntryQuerySet":
        """By day of publication, then of creation; entries without either come last."""
        return self.with_public_on().order_by(
            F("public_on").desc(nulls_last=True), F("created_on").desc(nulls_last=True), "-pk"
        )


EntryManager = PageManager.from_queryset(EntryQuerySet)


class PublicEntryQuerySet(QuerySet[Any]):
    def disclosed(self) -> "PublicEntryQuerySet":
        """What anybody may see now, whatever else the rows still say; the page is joined."""
        return self.filter(
            ~is_restricted("entry__path"),
            ~Q(entry__cleared_fingerprint=""),
            entry__live=True,
            # The same one, told so that PostgreSQL does not expect that chance: it would read all
            # rows for the first twenty, for it counts two conditions on one row as independent.
            entry__clearance__gte=F("clearance"),
            entry__clearance__lte=F("clearance"),
        )

    def below(self, page: Any) -> "PublicEntryQuerySet":
        """Everything below a category or a catalog, however deep."""
        return self.filter(within(page, "category"))

    def right_below(self, category: Any) -> "PublicEntryQuerySet":
        return self.filter(category=category.pk)

    def newest_first(self) -> "PublicEntryQuerySet":
        """By day of publication, then of creation; entries without either come last."""
        return self.order_by("-recency", "-entry")


PublicEntryManager = Manager.from_queryset(PublicEntryQuerySet)
