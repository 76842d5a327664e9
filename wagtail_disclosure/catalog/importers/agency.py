"""Units of the agency, and bodies that issue documents."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from wagtail_disclosure.catalog.importers.cells import BadRow, Cells
from wagtail_disclosure.catalog.importers.readers import BODIES, UNITS, Row, Table
from wagtail_disclosure.catalog.importers.report import Outcome
from wagtail_disclosure.catalog.importers.run import Run
from wagtail_disclosure.core.audit import attribute
from wagtail_disclosure.core.models import PublicBody, Unit
from wagtail_disclosure.core.translated_text import TranslatedText


def import_units(table: Table, run: Run) -> None:
    """Create or rename units of the own agency; people and rights of a unit stay as they are."""
    seen: set[str] = set()
    for row in table.rows:
        with run.row(row, UNITS.name) as done:
            code, name, is_office = _read(row, run, seen)
            unit = run.unit(code) or Unit(body=run.body, code=code)
            done(_save(unit, {"name": name}, run))
            if is_office and run.body.office_id != unit.pk:
                run.body.office = unit
                attribute(run.body, by=run.actor, reason=_("Import of units"))
                run.body.save()


def import_bodies(table: Table, run: Run) -> None:
    """Create or change bodies."""
    seen: set[str] = set()
    for row in table.rows:
        with run.row(row, BODIES.name) as done:
            code, name, _is_office = _read(row, run, seen)
            body = PublicBody.objects.filter(code=code).first() or PublicBody(code=code)
            values = {"name": name}
            if "index_template" in row.cells:
                values["index_number_template"] = Cells(row).line("index_template")
            done(_save(body, values, run))


def _read(row: Row, run: Run, seen: set[str]) -> tuple[str, TranslatedText, bool]:
    cells = Cells(row)
    code = cells.line("code", required=True)
    name = cells.translations("name", run.languages)
    if code in seen:
        cells.refuse("code", _("The code %(code)s is in this file already.") % {"code": code})
    seen.add(code)
    is_office = cells.flag("is_office")
    cells.check()
    return code, TranslatedText(name), is_office


def _save(instance: Any, values: dict[str, Any], run: Run) -> Outcome:
    is_new = instance.pk is None
    if not is_new and all(getattr(instance, name) == value for name, value in values.items()):
        return Outcome.UNCHANGED
    for name, value in values.items():
        setattr(instance, name, value)
    try:
        instance.full_clean()
    except ValidationError as error:
        raise BadRow.of(error, {"index_number_template": "index_template"}) from error
    attribute(instance, by=run.actor, reason=_("Import"))
    instance.save()
    return Outcome.CREATED if is_new else Outcome.UPDATED
