"""Files that rows name, from a folder beside the table."""

import hashlib
from pathlib import Path
from typing import Any

from django.core.files import File
from django.utils.translation import gettext as _

from wagtail_disclosure.catalog.importers.cells import Cells
from wagtail_disclosure.catalog.importers.run import Run
from wagtail_disclosure.catalog.models import EntryAttachment
from wagtail_disclosure.core.file_checks import FileRefused, check_file
from wagtail_disclosure.core.models import StoredFile
from wagtail_disclosure.rules.classification import DisclosureClass


def read_files(cells: Cells, kind: DisclosureClass, run: Run) -> list[tuple[Path, str]]:
    """Paths and content types of the files in the cell ``attachment``, parted by semicolons."""
    names = [name.strip() for name in cells.line("attachment").split(";") if name.strip()]
    if names and not kind.may_have_attachments:
        cells.refuse("attachment", _("This class allows a description only, without files."))
        return []
    found = [_read_file(cells, name, run) for name in names]
    return [file for file in found if file is not None]


def attach(draft: Any, files: list[tuple[Path, str]], run: Run) -> bool:
    """Make ``files`` the attachments of ``draft`` in memory; whether that changes anything."""
    wanted = [_sha256(path) for path, _type in files]
    if wanted == [attachment.stored_file.sha256 for attachment in draft.attachments.all()]:
        return False
    if not run.is_dry:
        rows = [_attachment(path, kind, run) for path, kind in files]
        for position, row in enumerate(rows):
            row.sort_order = position
        draft.attachments.set(rows)
    return True


def _attachment(path: Path, content_type: str, run: Run) -> EntryAttachment:
    with path.open("rb") as content:
        stored = StoredFile.store(
            File(content), name=path.name, content_type=content_type, by=run.actor
        )
    run.stored.append(stored)
    return EntryAttachment(stored_file=stored)


def _read_file(cells: Cells, name: str, run: Run) -> tuple[Path, str] | None:
    folder = run.files_dir
    # Only names: a table must not reach for other files of this machine.
    if folder is None or Path(name).name != name or not (folder / name).is_file():
        cells.refuse("attachment", _("There is no file %(name)s.") % {"name": name})
        return None
    path = folder / name
    try:
        with path.open("rb") as content:
            return path, check_file(File(content, name=name))
    except FileRefused as error:
        cells.refuse("attachment", f"{name}: {error}")
        return None


def _sha256(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
