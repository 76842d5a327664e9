"""Categories of the catalog, parents before their children in whatever order the file has them."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from wagtail_disclosure.catalog.importers.cells import BadRow, Cells
from wagtail_disclosure.catalog.importers.drafts import write_draft
from wagtail_disclosure.catalog.importers.readers import CATEGORIES, Row, Table, language_suffix
from wagtail_disclosure.catalog.importers.report import Outcome
from wagtail_disclosure.catalog.importers.run import Run
from wagtail_disclosure.catalog.importers.versions import write_versions
from wagtail_disclosure.catalog.models import CategoryPage


@dataclass(frozen=True)
class Place:
    """A row with the code that it has and the code that it hangs below."""

    row: Row
    code: str
    parent: str


def import_categories(table: Table, run: Run, catalog: Page) -> None:
    """Create or change the drafts of categories below ``catalog``, known by their codes."""
    places = _unique_places(table, run)
    for place in _parents_first(places, run):
        with run.row(place.row, CATEGORIES.name) as done:
            done(import_category(place, run, catalog))


def import_category(place: Place, run: Run, catalog: Page) -> Outcome:
    """Create or change the draft of one category. Raises BadRow."""
    parent = find_category(place.parent, run) if place.parent else Page.objects.get(pk=catalog.pk)
    if parent is None:
        raise BadRow(("parent", _unknown(place.parent)))
    suffix = language_suffix(run.languages[0])
    cells = Cells(place.row)
    values: dict[str, Any] = {
        "title": cells.line(f"name_{suffix}", required=True, longest=255),
        "code": place.code,
        "summary": cells.text(f"summary_{suffix}"),
        "responsible_unit": None,
    }
    unit_code = cells.line("unit")
    if unit_code:
        values["responsible_unit"] = run.unit(unit_code)
        if values["responsible_unit"] is None:
            cells.refuse("unit", _("There is no unit %(code)s.") % {"code": unit_code})
    _check_level(cells, parent, catalog)
    cells.check()
    columns = {"title": f"name_{suffix}", "summary": f"summary_{suffix}"}
    values = cells.among(values, columns | {"responsible_unit": "unit"})
    known = find_category(place.code, run)
    page, outcome = write_draft(
        known or CategoryPage(locale=run.locale),
        parent,
        values,
        run,
        columns=columns | {"parent": "parent"},
    )
    texts = {"title": "name", "summary": "summary"}
    return write_versions(page, outcome, cells, texts, run)


def find_category(code: str, run: Run) -> CategoryPage | None:
    """The category with ``code`` in the language of the source."""
    return CategoryPage.objects.filter(code=code, locale=run.locale).first()


def _unique_places(table: Table, run: Run) -> dict[str, Place]:
    places: dict[str, Place] = {}
    for row in table.rows:
        with run.row(row, CATEGORIES.name):
            cells = Cells(row)
            code = cells.line("code", required=True, longest=40)
            parent = cells.line("parent")
            if code in places:
                reason = _("The code %(code)s is in this file already, in line %(line)d.")
                cells.refuse("code", reason % {"code": code, "line": places[code].row.line})
            cells.check()
            places[code] = Place(row, code, parent)
    return places


def _parents_first(places: dict[str, Place], run: Run) -> list[Place]:
    """The places with each parent before its children; those below themselves are refused."""
    circles = codes_below_themselves({place.code: place.parent for place in places.values()})
    for code in circles:
        with run.row(places[code].row, CATEGORIES.name):
            raise BadRow(("parent", _("The category is below itself.")))
    ordered: dict[str, Place] = {}
    for place in places.values():
        branch: list[Place] = []
        above: Place | None = place
        while above is not None and above.code not in ordered and above.code not in circles:
            branch.append(above)
            above = places.get(above.parent)
        ordered.update((place.code, place) for place in reversed(branch))
    return list(ordered.values())


def codes_below_themselves(parents: dict[str, str]) -> set[str]:
    """Codes whose way up leads back to themselves; ``parents`` has the code above each."""
    circles: set[str] = set()
    visited: set[str] = set()
    for code in parents:
        way: list[str] = []
        above = code
        while above in parents and above not in visited:
            visited.add(above)
            way.append(above)
            above = parents[above]
        if above in way:
            circles.update(way[way.index(above) :])
    return circles


def _check_level(cells: Cells, parent: Page, catalog: Page) -> None:
    level = cells.line("level")
    actual = parent.depth - catalog.depth + 1
    if level and level != str(actual):
        reason = _("The level is %(level)s, but below its parent it is %(actual)d.")
        cells.refuse("level", reason % {"level": level, "actual": actual})


def _unknown(code: str) -> str:
    return _("There is no category %(code)s.") % {"code": code}
