"""Rows of a batch in words: what a reviewer scans before looking at single ones."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.html import strip_tags
from django.utils.text import Truncator, capfirst
from wagtail.fields import StreamField

from wagtail_disclosure.review.batches.rows import Draft, Key, drafts
from wagtail_disclosure.review.content.fingerprints import language_of, public_names
from wagtail_disclosure.review.models import BatchItem, Clearance, ReviewBatch

LONGEST = 160


@dataclass(frozen=True)
class Row:
    """One row as a table of rows shows it."""

    item: BatchItem
    title: str
    kind: str
    note: str
    language: str
    is_new: bool
    first_lines: str


def list_rows(batch: ReviewBatch, items: Iterable[BatchItem]) -> list[Row]:
    """The rows in their order; of deleted objects only their type and id are left to say."""
    items = list(items)
    found = drafts(items)
    cleared = _cleared_before(batch, items)
    return [_row(item, found.get(item.key), item.key in cleared) for item in items]


def _row(item: BatchItem, draft: Draft | None, is_cleared: bool) -> Row:
    kind = capfirst(str(item.model._meta.verbose_name)) if item.model else item.object_type
    if draft is None:
        return Row(item, f"{kind} {item.object_id}", kind, "", "", False, "")
    subject = draft.glance
    return Row(
        item=item,
        title=draft.title,
        kind=kind,
        note=subject.describe_for_review(),
        language=language_of(subject),
        is_new=not is_cleared,
        first_lines=first_lines(subject),
    )


def first_lines(subject: Any) -> str:
    """The beginning of the longer texts that visitors would read."""
    parts = [_text(subject, name) for name in public_names(type(subject))]
    return Truncator(" ".join(" ".join(filter(None, parts)).split())).chars(LONGEST)


def _text(subject: Any, name: str) -> str:
    field = subject._meta.get_field(name)
    if isinstance(field, StreamField):
        stream = getattr(subject, name)
        return " ".join(stream.stream_block.get_searchable_content(stream))
    if isinstance(field, models.TextField) and name != "search_description":
        return strip_tags(getattr(subject, name) or "")
    return ""


def _cleared_before(batch: ReviewBatch, items: list[BatchItem]) -> set[Key]:
    """Those of which some form was cleared before the batch was proposed."""
    rows = Clearance.objects.filter(
        decision=Clearance.Decision.CLEARED,
        decided_at__lt=batch.proposed_at,
        object_type__in={item.object_type for item in items},
        object_id__in={item.object_id for item in items},
    )
    return set(rows.order_by().values_list("object_type", "object_id").distinct())
