"""The cells that describe a document: validity, subject, genre, keywords, joint issuers."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail_disclosure.catalog.exceptions import RunsInACircle
from wagtail_disclosure.catalog.importers.cells import BadRow, Cells
from wagtail_disclosure.catalog.importers.readers import language_suffix
from wagtail_disclosure.catalog.importers.references import (
    read_choice,
    read_joint_bodies,
    read_term,
)
from wagtail_disclosure.catalog.importers.run import Run
from wagtail_disclosure.catalog.models import (
    EntryPage,
    EntrySuccessor,
    Genre,
    JointIssuer,
    SubjectClass,
)
from wagtail_disclosure.catalog.models.description import STATED, Form, Retention
from wagtail_disclosure.catalog.succession import refuse_circle
from wagtail_disclosure.core.models import DisclosureBasis
from wagtail_disclosure.rules.plain_text import split_keywords
from wagtail_disclosure.rules.validity import DatesOutOfOrder, Succession, check_dates

# By column; what a table doesn't have stays as it is.
SUCCESSIONS = {
    "amended_by": Succession.AMENDED_BY,
    "repealed_by": Succession.REPEALED_BY,
}
# By column: the field, its vocabulary, and what is said of a code that isn't in it.
TERMS: dict[str, tuple[str, type[Any], Any]] = {
    "subject": ("subject_class", SubjectClass, gettext_lazy("There is no subject class %(code)s.")),
    "genre": ("genre", Genre, gettext_lazy("There is no genre %(code)s.")),
    "basis": (
        "disclosure_basis",
        DisclosureBasis,
        gettext_lazy("There is no basis of disclosure %(code)s."),
    ),
}


def read_description(cells: Cells, run: Run) -> dict[str, Any]:
    """Values of the fields whose columns the table has."""
    values = {
        name: read() for column, name, read in _readers(cells, run) if column in cells.row.cells
    }
    try:
        check_dates(effective_on=values.get("effective_on"), expires_on=values.get("expires_on"))
    except DatesOutOfOrder:
        cells.refuse("expires_on", _("It would expire before it takes effect."))
    return values


def _readers(cells: Cells, run: Run) -> Iterator[tuple[str, str, Callable[[], Any]]]:
    """Column, the field that it fills, and how it is read."""
    keywords = f"keywords_{language_suffix(run.languages[0])}"
    yield "effective_on", "effective_on", lambda: cells.day("effective_on")
    yield "expires_on", "expires_on", lambda: cells.day("expires_on")
    yield "validity", "validity", lambda: read_choice(cells, "validity", STATED)
    yield "form", "disclosure_form", lambda: read_choice(cells, "form", Form.choices)
    yield "retention", "retention", lambda: read_choice(cells, "retention", Retention.choices)
    yield keywords, "keywords", lambda: cells.line(keywords, longest=300)
    for column, (name, model, reason) in TERMS.items():
        yield column, name, partial(read_term, cells, run, column, model, reason)


def read_related(cells: Cells, run: Run) -> dict[str, list[Any]]:
    """Unsaved rows by child relation, for those whose columns the table has."""
    rows: dict[str, list[Any]] = {}
    if "joint_bodies" in cells.row.cells:
        rows["joint_issuers"] = [JointIssuer(body=body) for body in read_joint_bodies(cells)]
    if SUCCESSIONS.keys() & cells.row.cells.keys():
        rows["successors"] = [
            EntrySuccessor(relation=relation.value, successor=entry)
            for column, relation in SUCCESSIONS.items()
            for entry in _read_entries(cells, column, run)
        ]
    return rows


def relate(draft: Any, rows: dict[str, list[Any]]) -> bool:
    """Make ``rows`` those of ``draft`` in memory; whether that changes anything.

    Raises BadRow for an entry that would come after itself.
    """
    changed = [
        name for name, new in rows.items() if _said(getattr(draft, name).all()) != _said(new)
    ]
    if "successors" in changed:
        _refuse_circle(draft, rows["successors"])
    for name in changed:
        for position, row in enumerate(rows[name]):
            row.sort_order = position
        getattr(draft, name).set(rows[name])
    return bool(changed)


def _refuse_circle(draft: Any, rows: list[Any]) -> None:
    try:
        refuse_circle(draft, [row.successor_id for row in rows])
    except RunsInACircle as error:
        raise BadRow(*(("repealed_by", message) for message in error.messages)) from error


def _said(rows: Any) -> list[tuple[Any, ...]]:
    return [
        tuple(getattr(row, row._meta.get_field(name).attname) for name in row.public_fields)
        for row in rows
    ]


def _read_entries(cells: Cells, column: str, run: Run) -> Iterator[Any]:
    """Entries by their keys or index numbers, parted by semicolons; they are there already."""
    for name in split_keywords(cells.line(column)):
        known = Q(import_key=name) | Q(index_number=name)
        entry = EntryPage.objects.filter(known, locale=run.locale, alias_of=None).first()
        if entry is None:
            reason = _("There is no entry %(name)s yet: a later document comes first in the file.")
            cells.refuse(column, reason % {"name": name})
        else:
            yield entry
