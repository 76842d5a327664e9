"""What a saved search finds: the newest of it, and what is new since a moment."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone
from wagtail.models import Locale

from wagtail_disclosure.catalog.finding.criteria import Criteria
from wagtail_disclosure.catalog.finding.facets import narrow
from wagtail_disclosure.catalog.finding.matching import public_rows
from wagtail_disclosure.catalog.models import PublicEntry
from wagtail_disclosure.catalog.querysets import PublicEntryQuerySet
from wagtail_disclosure.core import conf

# More than these at once nobody reads; the page of the search has them all.
MOST_NEW = 200


def newest(criteria: Criteria, locale: Locale, *, number: int, day: date) -> list[PublicEntry]:
    """The newest entries that a search finds."""
    return list(_with_pages(_found(criteria, locale, day).newest_first())[:number])


def became_public(
    criteria: Criteria, locale: Locale, *, after: datetime, until: datetime
) -> Sequence[PublicEntry]:
    """What a search finds that became public between two moments, the newest first."""
    day = timezone.localdate(until, conf.time_zone())
    went_live = {
        "entry__first_published_at__gt": after,
        "entry__first_published_at__lte": until,
    }
    found = _found(criteria, locale, day).filter(**went_live)
    return list(_with_pages(found.newest_first())[:MOST_NEW])


def _found(criteria: Criteria, locale: Locale, day: date) -> PublicEntryQuerySet:
    rows = public_rows(locale, criteria.words)
    return narrow(rows, criteria, locale=locale, day=day)


def _with_pages(rows: PublicEntryQuerySet) -> PublicEntryQuerySet:
    """``rows`` with what tells the whole address of each."""
    return rows.select_related("entry").defer("entry__body", "entry__class_reason")
