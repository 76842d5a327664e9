"""How entries are read: everything the public sees starts with ``disclosed()``."""

from django.db.models import Case, DateField, F, When
from django.db.models.functions import Coalesce, TruncDate
from wagtail.models import PageManager

from wagtail_disclosure.core import conf
from wagtail_disclosure.review.models import Clearance
from wagtail_disclosure.review.models.guarded import GuardedPageQuerySet


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

    def newest_first(self) -> "EntryQuerySet":
        """By day of publication, then of creation; entries without either come last."""
        return self.with_public_on().order_by(
            F("public_on").desc(nulls_last=True), F("created_on").desc(nulls_last=True), "-pk"
        )


EntryManager = PageManager.from_queryset(EntryQuerySet)
