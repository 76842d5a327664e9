"""Exempt rows: they go into the register and nowhere else."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from wagtail_disclosure.catalog.importers.cells import BadRow, Cells
from wagtail_disclosure.catalog.importers.readers import language_suffix
from wagtail_disclosure.catalog.importers.references import read_ground, read_unit
from wagtail_disclosure.catalog.importers.report import Outcome
from wagtail_disclosure.catalog.importers.run import Run
from wagtail_disclosure.catalog.models import ExemptItem
from wagtail_disclosure.core.audit import attribute
from wagtail_disclosure.core.translated_text import TranslatedText


def write_exempt_item(cells: Cells, item: ExemptItem, run: Run) -> Outcome:
    """Create or change a row of the register. Raises BadRow; its reasons never name the title."""
    suffix = language_suffix(run.languages[0])
    is_new = item.pk is None
    values = {
        "title": cells.line(f"title_{suffix}", required=True, longest=300),
        "unit": read_unit(cells, run),
        "category_code": cells.line("node"),
        "created_on": cells.day("created_on"),
        "ground": read_ground(cells, run, required=True),
        "citation": cells.line("citation", required=True, longest=300),
        "explanation": TranslatedText(cells.translations("explanation", run.languages)),
        "review_on": cells.day("review_on"),
    }
    cells.check()
    columns = {"title": f"title_{suffix}", "category_code": "node"}
    values = cells.among(values, columns | {"explanation": f"explanation_{suffix}"})
    if not is_new and all(getattr(item, name) == value for name, value in values.items()):
        return Outcome.UNCHANGED
    for name, value in values.items():
        setattr(item, name, value)
    try:
        item.full_clean()
    except ValidationError as error:
        raise BadRow.of(error, {"title": f"title_{suffix}"}) from error
    attribute(item, by=run.actor, reason=_("Import"))
    item.save()
    return Outcome.CREATED if is_new else Outcome.UPDATED
