"""From the lines of an uploaded file to rows of an import, some in each transaction."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _
from wagtail.models import Page

from wagtail_disclosure.catalog.importers.categories import codes_below_themselves
from wagtail_disclosure.catalog.models import StagedImport, StagedRow
from wagtail_disclosure.catalog.staged_import.sources import open_source, rows_below
from wagtail_disclosure.catalog.staged_import.tables import Line, RefusedTable
from wagtail_disclosure.review.batches.rows import in_chunks
from wagtail_disclosure.rules.plain_text import ForbiddenCharacter, clean_line

AT_ONCE = 500
# What the rights of a person are about: they are asked about what the importer will read.
DECISIVE = {"class", "node", "parent", "unit"}
# Wagtail's paths have room for no more.
DEEPEST = Page._meta.get_field("path").max_length // Page.steplen
# What identifies a row, and what it refers to, by kind.
KEYS = {
    StagedImport.Kind.ENTRIES: ("key", "index_number"),
    StagedImport.Kind.CATEGORIES: ("code", "parent"),
}


def read(work: StagedImport) -> None:
    """Store the rows of the file that are not stored yet.

    A file that can't be read to its end is refused as a whole.
    """
    with work.stored_file.file.open("rb") as stream:
        try:
            source = open_source(stream)
            source.check(set(work.field_positions.values()), header_line=work.header_line)
            for lines in in_chunks(rows_below(source, work.header_line), AT_ONCE):
                if not _store(work.pk, lines):
                    return
        except RefusedTable as refusal:
            with transaction.atomic():
                StagedImport.objects.locked(work.pk).refuse(str(refusal))
            return
    with transaction.atomic():
        _finish(StagedImport.objects.locked(work.pk))


@transaction.atomic
def _store(key: int, lines: list[Line]) -> bool:
    """Store what is new among ``lines``; whether the import still is being read."""
    work = StagedImport.objects.locked(key)
    if work.state != StagedImport.State.READING:
        return False
    last = work.rows.aggregate(last=Max("line"))["last"] or 0
    work.rows.bulk_create(_row(work, line) for line in lines if line.number > last)
    return True


def _row(work: StagedImport, line: Line) -> StagedRow:
    cells = {
        field: line.cells[position] if position < len(line.cells) else ""
        for field, position in work.field_positions.items()
    }
    for name in DECISIVE & cells.keys():
        cells[name] = _as_read(cells[name])
    if work.unit is not None and not cells.get("unit"):
        cells["unit"] = work.unit.code
    names = KEYS[StagedImport.Kind(work.kind)]
    key, reference = (_cleaned(cells.get(name, "")) for name in names)
    if work.kind == StagedImport.Kind.ENTRIES and not key:
        key = cells["key"] = reference
    return StagedRow(
        staged_import=work,
        line=line.number,
        position=line.number,
        key=key[:100],
        reference=reference[:200],
        cells=cells,
        has_wrong_length=len(line.cells) > len(work.header),
    )


def _cleaned(text: str) -> str:
    try:
        return clean_line(text)
    except ForbiddenCharacter:
        # The row will be refused for it; until then it is like no other.
        return ""


def _as_read(text: str) -> str:
    try:
        return clean_line(text)
    except ForbiddenCharacter:
        # The row will be refused for it.
        return text


def _finish(work: StagedImport) -> None:
    if work.state != StagedImport.State.READING:
        return
    work.total = work.rows.count()
    if not work.total:
        work.refuse(_("There is no row below the header in line %d.") % work.header_line)
        return
    if work.kind == StagedImport.Kind.CATEGORIES:
        _put_parents_first(work)
    work.state = StagedImport.State.CHECKING
    work.save()


def _put_parents_first(work: StagedImport) -> None:
    """Order categories by their level; those that are below themselves are wrong."""
    above = dict(work.rows.order_by("line").values_list("key", "reference"))
    in_circles = codes_below_themselves(above)
    problem = [["parent", _("The category is below itself.")]]
    for keys in in_chunks(sorted(in_circles), AT_ONCE):
        work.rows.filter(key__in=keys).update(
            problems=problem, outcome=StagedRow.Outcome.ERROR, state=StagedRow.State.CHECKED
        )
    levels = _levels(above, in_circles)
    # Lines keep their order within a level.
    step = (work.rows.aggregate(last=Max("line"))["last"] or 0) + 1
    for level in range(1, max(levels.values(), default=0) + 1):
        codes = [code for code, found in levels.items() if found == level]
        for keys in in_chunks(codes, AT_ONCE):
            work.rows.filter(key__in=keys).update(position=F("line") + level * step)


def _levels(above: dict[str, str], in_circles: Iterable[str]) -> dict[str, int]:
    """How many categories of the same file are above each, as far as pages can be nested."""
    levels = dict.fromkeys(in_circles, 0)
    for code in above:
        way = []
        current = code
        while current in above and current not in levels:
            way.append(current)
            current = above[current]
        level = levels.get(current, -1)
        for step in reversed(way):
            level = min(level + 1, DEEPEST)
            levels[step] = level
    return levels
