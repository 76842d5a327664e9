"""What a row says of an entry that has a page."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from wagtail_disclosure.catalog.importers.attachments import read_files
from wagtail_disclosure.catalog.importers.bodies import body_of
from wagtail_disclosure.catalog.importers.cells import Cells
from wagtail_disclosure.catalog.importers.descriptions import read_description, read_related
from wagtail_disclosure.catalog.importers.readers import language_suffix
from wagtail_disclosure.catalog.importers.references import read_body, read_ground, read_unit
from wagtail_disclosure.catalog.importers.run import Run
from wagtail_disclosure.rules.classification import DisclosureClass


@dataclass(frozen=True)
class Reading:
    """Values of its own fields, child rows and files."""

    values: dict[str, Any]
    related: dict[str, list[Any]]
    # None where the table says nothing of files.
    files: list[tuple[Path, str]] | None


def read_page(cells: Cells, key: str, kind: DisclosureClass, run: Run) -> Reading:
    return Reading(
        values=_read_values(cells, key, kind, run) | read_description(cells, run),
        related=read_related(cells, run),
        files=read_files(cells, kind, run) if "attachment" in cells.row.cells else None,
    )


def _read_values(cells: Cells, key: str, kind: DisclosureClass, run: Run) -> dict[str, Any]:
    suffix = language_suffix(run.languages[0])
    reason = cells.text(f"reason_{suffix}", required=kind.needs_reason)
    body = cells.text(f"body_{suffix}")
    if body and not kind.may_have_body:
        cells.refuse(f"body_{suffix}", _("This class allows a description only, without text."))
    values = {
        "title": cells.line(f"title_{suffix}", required=True, longest=255),
        "class_reason": reason,
        "class_ground": read_ground(cells, run, required=False),
        "document_number": cells.line("doc_no", longest=100),
        "issuing_body": read_body(cells, run),
        "responsible_unit": read_unit(cells, run),
        "created_on": cells.day("created_on"),
        "published_on": cells.day("published_on"),
        "summary": cells.text(f"summary_{suffix}"),
        "body": body_of(body) if kind.may_have_body else body_of(""),
    }
    columns = {name: f"{name}_{suffix}" for name in ("title", "summary", "body")} | {
        "class_reason": f"reason_{suffix}",
        "class_ground": "ground",
        "document_number": "doc_no",
        "issuing_body": "body",
        "responsible_unit": "unit",
    }
    fixed = {"disclosure_class": kind.value, "import_key": key}
    return cells.among(values, columns) | fixed
