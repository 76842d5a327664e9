"""Disclosed entries, as machines are told of them: the one place where open data reads them.

What is wanted is found in the projection, and what is told of it read from pages and clearances.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F

from wagtail_disclosure.catalog.models import EntryPage, PublicEntry
from wagtail_disclosure.review.cleared import cleared_values

CLEARED = (
    "title",
    "summary",
    "index_number",
    "document_number",
    "disclosure_class",
    "issuing_body",
    "joint_issuers",
    "responsible_unit",
    "created_on",
    "published_on",
    "effective_on",
    "expires_on",
    "validity",
    "successors",
    "subject_class",
    "genre",
    "keywords",
    "disclosure_basis",
    "attachments",
)
COLUMNS = (
    "pk",
    "translation_key",
    "language",
    "path",
    "url_path",
    "published_on",
    "public_on",
    "cleared",
)
# So many rows are in memory at once where the whole catalog is read.
CHUNK = 500


def open_rows(language: str | None = None) -> Any:
    """A row of the projection for every disclosed entry, once, where it hangs itself, by key.

    In one language or in all.
    """
    rows = PublicEntry.objects.disclosed().filter(entry__alias_of=None)
    if language is not None:
        rows = rows.filter(locale__language_code=language)
    return rows.order_by("pk")


@dataclass(frozen=True)
class Loaded:
    """What a record is made of: columns of a page, and what its clearance keeps."""

    pk: int
    translation_key: UUID
    language: str
    path: str
    url_path: str
    published_on: date | None
    public_on: date | None
    cleared: dict[str, Any]
    changed_at: datetime


def load(rows: Iterable[PublicEntry]) -> list[Loaded]:
    """Of ``rows`` in their order everything that their records say (one query).

    What is no longer disclosed is left out. No page is made of it: that would take most of the
    time.
    """
    changed_at = {row.pk: row.changed_at for row in rows}
    disclosed = EntryPage.objects.disclosed().filter(pk__in=changed_at)
    shown = disclosed.with_public_on().annotate(
        cleared=cleared_values(*CLEARED), language=F("locale__language_code")
    )
    found = {
        values["pk"]: Loaded(**values, changed_at=changed_at[values["pk"]])
        for values in shown.order_by().values(*COLUMNS)
    }
    return [found[key] for key in changed_at if key in found]


def in_chunks(rows: Any) -> Iterator[list[Loaded]]:
    """All ``rows`` by key, a few hundred in memory at once (two queries for each)."""
    last = 0
    while chunk := list(rows.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        yield load(chunk)
        last = chunk[-1].pk
