"""Where in an entry the words of a search are, from what was cleared and from nothing else."""

import html
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.html import strip_tags

from wagtail_disclosure.catalog.models import EntryAttachment, FileText, PublicEntry
from wagtail_disclosure.core.models import StoredFile
from wagtail_disclosure.core.search.highlighting import Piece, excerpt
from wagtail_disclosure.review.models import Clearance

BETWEEN_BLOCKS = re.compile(r"</(?:p|li|h\d|td|th|tr)>|<br ?/?>", re.IGNORECASE)


@dataclass(frozen=True)
class Excerpt:
    """The words with what stands around them; ``file`` is the title of the file they are in."""

    pieces: list[Piece]
    file: str = ""


def excerpts_of(rows: Collection[PublicEntry], words: str) -> dict[Any, Excerpt]:
    """By key, for the rows whose summary, text or files have the words (at most two queries)."""
    if not words or not rows:
        return {}
    found = {row.pk: Excerpt(excerpt(row.summary, words)) for row in rows}
    for key, text in _bodies(row for row in rows if not found[row.pk].pieces):
        found[key] = Excerpt(excerpt(text, words))
    for key, title, text in _files(key for key, one in found.items() if not one.pieces):
        if not found[key].pieces:
            found[key] = Excerpt(excerpt(text, words), title)
    return {key: one for key, one in found.items() if one.pieces}


def plain_text(value: Any) -> str:
    """All text within a field as a clearance keeps it, without its markup."""
    return " ".join(_texts(value))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        spaced = BETWEEN_BLOCKS.sub(" ", value)
        if text := " ".join(html.unescape(strip_tags(spaced)).split()):
            yield text
    elif isinstance(value, dict):
        # The name of a block's type is no text of it.
        yield from _texts([inner for key, inner in value.items() if key != "type"])
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _bodies(rows: Iterable[PublicEntry]) -> Iterator[tuple[Any, str]]:
    keys = {row.clearance_id: row.pk for row in rows}
    kept = Clearance.objects.filter(pk__in=keys).values_list("pk", "content__fields__body")
    for clearance, body in kept:
        yield keys[clearance], plain_text(body)


def _files(entries: Iterable[Any]) -> Iterator[tuple[Any, str, str]]:
    held = EntryAttachment.objects.disclosed().filter(page__in=list(entries)).order_by("sort_order")
    held = held.exclude(stored_file__scan_state=StoredFile.ScanState.QUARANTINED)
    text = FileText.objects.filter(stored_file=OuterRef("stored_file")).values("text")
    for row in held.annotate(text=Subquery(text)):
        yield row.page_id, str(row), row.text or ""
