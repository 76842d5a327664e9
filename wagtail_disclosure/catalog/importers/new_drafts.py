"""Drafts of new entries by the hundred, in few statements.

Row by row they are what saving them one by one leaves behind: page, number, revision, log, who had
a hand in it. Only signals are not sent, so whoever calls tells search and reference index. Nothing
becomes public here.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, groupby
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import router, transaction
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Concat
from django.utils import timezone
from django.utils.http import base36_to_int, int_to_base36
from django.utils.translation import gettext as _
from modelcluster.models import get_all_child_relations
from wagtail.fields import StreamField
from wagtail.models import Page, PageLogEntry, Revision

from wagtail_disclosure.catalog.models import EntryPage
from wagtail_disclosure.catalog.models.fixed import slug_of
from wagtail_disclosure.catalog.numbering import next_index_numbers
from wagtail_disclosure.core.bulk_rows import (
    Ready,
    give_keys,
    insert_objects,
    insert_rows,
    reserve_keys,
    update_rows,
)
from wagtail_disclosure.core.child_rows import child_rows
from wagtail_disclosure.review.models.edits import ContentEdit
from wagtail_disclosure.review.publishing.serializing import serialized


@dataclass(frozen=True)
class NewDraft:
    """An entry that was never saved, and the category that it will hang below."""

    page: EntryPage
    category: Page


@transaction.atomic
def create_drafts(drafts: Sequence[NewDraft], *, by: Any) -> None:
    """Store new entries, each the last of its category, as drafts that ``by`` wrote, if anybody.

    Raises ValidationError, and what databases raise, where they can't be stored together; saved one
    by one they say which of them it is.
    """
    pages = [draft.page for draft in drafts]
    for page in pages:
        page.live = False
        page.draft_title = page.title
        page.plan_review()
        page.refuse_content()
    _give_numbers(pages)
    _hang(drafts)
    _give_keys(pages)
    _write_revisions(pages, by=by)
    _insert(pages)
    _log(pages)
    if by is not None:
        ContentEdit.record_all(pages, by)


def _give_numbers(pages: list[EntryPage]) -> None:
    def series(page: EntryPage) -> tuple[int, int]:
        return page.responsible_unit.body_id, page.number_day.year

    given = [page.index_number for page in pages if page.index_number]
    if taken := EntryPage.taken_of(given):
        reason = _("The index number %(number)s belongs to another entry.")
        raise ValidationError(reason % {"number": min(taken)})
    new = [page for page in pages if not page.index_number]
    # Sorting keeps the order of those of one series.
    for _series, group in groupby(sorted(new, key=series), key=series):
        together = list(group)
        numbers = next_index_numbers(
            together[0].responsible_unit.body,
            days=[page.number_day for page in together],
            taken_of=EntryPage.taken_of,
        )
        for page, number in zip(together, numbers, strict=True):
            page.index_number = number
    for page in pages:
        page.slug = slug_of(page.index_number)
    if len({page.index_number for page in pages}) < len(pages):
        raise ValidationError(_("Two entries would have the same index number."))


def _hang(drafts: Sequence[NewDraft]) -> None:
    """Give each page its place below its category, after those that are there."""
    below: dict[Any, list[EntryPage]] = {}
    for draft in drafts:
        below.setdefault(draft.category.pk, []).append(draft.page)
    # Locked, so that nobody else hangs a page at the same place; in the order that all keep.
    rows = Page.objects.select_for_update().filter(pk__in=below).order_by("pk")
    locked = list(rows.values_list("pk", "path", "depth", "url_path", "numchild"))
    if len(locked) < len(below):
        raise ValidationError(_("The category was deleted."))
    last_steps = _last_steps(below)
    for key, path, depth, url_path, _numchild in locked:
        steps = _steps_after(last_steps[key])
        for page, step in zip(below[key], steps, strict=False):
            page.path, page.depth = path + step, depth + 1
            page.url_path = f"{url_path}{page.slug}/"
    _check_addresses([draft.page for draft in drafts])
    numbers = [(key, [numchild + len(below[key])]) for key, *_place, numchild in locked]
    update_rows(Page, ["numchild"], numbers)


def _last_steps(categories: Collection[Any]) -> dict[Any, str]:
    """What the path of the last page below each of them ends with; empty where there is none."""
    step = Page.steplen
    child = Page.objects.filter(
        path__gt=OuterRef("path"),
        path__lte=Concat(OuterRef("path"), Value("Z" * step)),
        depth=OuterRef("depth") + 1,
    )
    last = Subquery(child.order_by("-path").values("path")[:1])
    found = Page.objects.filter(pk__in=categories, numchild__gt=0).values_list("pk", last)
    ends = {key: path[-step:] for key, path in found if path}
    return {key: ends.get(key, "") for key in categories}


def _steps_after(last: str) -> Iterator[str]:
    """What treebeard adds to the path of a page for those below it: numbers to the base of 36."""
    for step in count(base36_to_int(last or "0") + 1):
        written = int_to_base36(step).upper().rjust(Page.steplen, "0")
        if len(written) > Page.steplen:
            raise ValidationError(_("The category has no room for more entries."))
        yield written


def _check_addresses(pages: list[EntryPage]) -> None:
    wanted = {(page.path[: -Page.steplen], page.slug) for page in pages}
    slugs = {slug for _parent, slug in wanted}
    known = Page.objects.filter(slug__in=slugs).values_list("path", "slug")
    is_used = any((path[: -Page.steplen], slug) in wanted for path, slug in known)
    if is_used or len(wanted) < len(pages):
        raise ValidationError(_("An address is in use already."))


def _give_keys(pages: list[EntryPage]) -> None:
    """Primary keys for pages and for their child rows, which are added later."""
    for page, key in zip(pages, reserve_keys(Page, len(pages)), strict=True):
        _keep_children_in_memory(page)
        page.id = page.page_ptr_id = key
    for relation in get_all_child_relations(EntryPage):
        rows = []
        for page in pages:
            for row in child_rows(page, relation.get_accessor_name()):
                setattr(row, relation.field.attname, page.pk)
                rows.append(row)
        give_keys([row for row in rows if row.pk is None])


def _insert(pages: list[EntryPage]) -> None:
    base = Page._meta.concrete_fields
    _insert_columns(Page, base, pages)
    _insert_columns(EntryPage, EntryPage._meta.local_concrete_fields, pages)
    for page in pages:
        page._state.adding, page._state.db = False, router.db_for_write(Page)
    for relation in get_all_child_relations(EntryPage):
        accessor = relation.get_accessor_name()
        rows = [row for page in pages for row in child_rows(page, accessor)]
        relation.related_model._base_manager.bulk_create(rows)


def _insert_columns(model: type[Page], fields: Sequence[Any], pages: list[EntryPage]) -> None:
    rows = ([_value(page, field) for field in fields] for page in pages)
    insert_rows(model, [field.name for field in fields], rows)


def _value(page: EntryPage, field: Any) -> Any:
    if isinstance(field, StreamField):
        # Its revision has it as text already.
        return Ready(page.latest_revision.content[field.name])
    return getattr(page, field.attname)


def _keep_children_in_memory(page: EntryPage) -> None:
    """Otherwise they would be looked for in the database, as soon as the page has a key."""
    for relation in get_all_child_relations(page):
        rows = getattr(page, relation.get_accessor_name())
        rows.set(list(rows.all()))


def _log(pages: list[EntryPage]) -> None:
    values = {
        "content_type": ContentType.objects.get_for_model(EntryPage).pk,
        "action": "wagtail.create",
        "timestamp": timezone.now(),
        "data": {},
        "content_changed": True,
        "deleted": False,
    }
    rows = ([page.pk, page.get_admin_display_title(), *values.values()] for page in pages)
    insert_rows(PageLogEntry, ["page", "label", *values], rows)


def _write_revisions(pages: list[EntryPage], *, by: Any) -> None:
    """The revision of each, which its row then names."""
    content_type = ContentType.objects.get_for_model(EntryPage)
    now = timezone.now()
    revisions = [
        Revision(
            content_type=content_type,
            base_content_type=page.get_base_content_type(),
            object_id=str(page.pk),
            created_at=now,
            user=by,
            object_str=str(page),
            content=serialized(page),
        )
        for page in pages
    ]
    insert_objects(revisions)
    for page, revision in zip(pages, revisions, strict=True):
        page.latest_revision, page.latest_revision_created_at = revision, now
        page.has_unpublished_changes = True
