"""What the projection holds of an entry: taken from its clearance, and from where the page is."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Length, Substr
from django.utils import timezone
from wagtail.models import Page

from wagtail_disclosure.catalog.models.entries import EntryPage
from wagtail_disclosure.catalog.models.projection import NO_YEAR, PublicEntry, recency_of
from wagtail_disclosure.core import conf
from wagtail_disclosure.core.restrictions import is_restricted
from wagtail_disclosure.review.models import Clearance
from wagtail_disclosure.rules.validity import Succession

LINKS = ("responsible_unit", "issuing_body", "subject_class", "genre")
DAYS = ("created_on", "effective_on", "expires_on")
TEXTS = ("summary", "index_number", "document_number", "validity")
# What a row has, besides its key and the moment of the last change.
COMPARED = tuple(
    field.attname
    for field in PublicEntry._meta.concrete_fields
    if field.name not in {"entry", "changed_at"}
)
LONGEST_FORMATS = PublicEntry._meta.get_field("formats").max_length


def rows_of(keys: Collection[Any]) -> dict[Any, PublicEntry]:
    """The rows that the entries with these keys should have; none for those that nobody may see."""
    return {row.pk: row for row in map(_row, _sealed().filter(pk__in=keys).values(*_COLUMNS))}


def differ(one: PublicEntry, other: PublicEntry) -> bool:
    """Whether two rows of an entry say different things."""
    return any(getattr(one, name) != getattr(other, name) for name in COMPARED)


_COLUMNS = (
    "pk",
    "above",
    "locale_id",
    "clearance_id",
    "clearance__kind",
    "clearance__content",
    "first_published_at",
    "last_published_at",
    "closed",
    *(f"{name}_id" for name in LINKS),
)


def _sealed() -> Any:
    parents = Page._base_manager.filter(
        path=Substr(OuterRef("path"), 1, Length(OuterRef("path")) - Page.steplen)
    )
    sealed = EntryPage._base_manager.filter(~Q(cleared_fingerprint=""), live=True)
    return sealed.filter(clearance__decision=Clearance.Decision.CLEARED).annotate(
        above=Subquery(parents.values("pk")), closed=is_restricted()
    )


def _row(found: dict[str, Any]) -> PublicEntry:
    cleared = found["clearance__content"]["fields"]
    public_on = _public_on(found, cleared)
    days = {name: _day(cleared.get(name)) for name in DAYS}
    relations = {row.get("relation") for row in cleared.get("successors", ())}
    return PublicEntry(
        entry_id=found["pk"],
        clearance_id=found["clearance_id"],
        locale_id=found["locale_id"],
        category_id=found["above"],
        disclosure_class=cleared["disclosure_class"],
        public_on=public_on,
        year=public_on.year if public_on else NO_YEAR,
        is_amended=Succession.AMENDED_BY in relations,
        is_repealed=Succession.REPEALED_BY in relations,
        formats=_formats(cleared.get("attachments", ())),
        title=cleared["title"],
        recency=recency_of(public_on, days["created_on"]),
        is_restricted=found["closed"],
        changed_at=found["last_published_at"] or timezone.now(),
        **days,
        **{name: cleared.get(name) or "" for name in TEXTS},
        **{f"{name}_id": _link(found, cleared, name) for name in LINKS},
    )


def _public_on(found: dict[str, Any], cleared: dict[str, Any]) -> date | None:
    """As ``EntryQuerySet.with_public_on`` has it, with the day that was cleared."""
    stated = _day(cleared.get("published_on"))
    went_live: datetime | None = found["first_published_at"]
    if stated or went_live is None or found["clearance__kind"] in Clearance.PUBLIC_BEFORE:
        return stated
    return timezone.localdate(went_live, conf.time_zone())


def _link(found: dict[str, Any], cleared: dict[str, Any], name: str) -> Any:
    """What the entry names, if that is what it was cleared with: else it may be gone by now."""
    key = found[f"{name}_id"]
    return key if key == cleared.get(name) else None


def _formats(attachments: Iterable[dict[str, Any]]) -> str:
    names = (row["stored_file"]["name"] for row in attachments if row.get("stored_file"))
    kinds = sorted({PurePosixPath(name).suffix.lstrip(".").lower() for name in names} - {""})
    framed = ""
    for kind in kinds:
        longer = f"{framed or ','}{kind},"
        if len(longer) > LONGEST_FORMATS:
            break
        framed = longer
    return framed


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
