"""The whole catalog as a workbook, which a task makes and which is kept until something changes."""

from collections.abc import Iterable
from tempfile import TemporaryFile
from typing import Any

from django.core.cache import cache
from django.core.files.base import File
from django.db import transaction
from django_tasks import task
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from wagtail.signals import page_unpublished

from wagtail_disclosure.catalog.models import EntryMixin
from wagtail_disclosure.catalog.open_data.entries import open_rows
from wagtail_disclosure.catalog.open_data.records import EntryRecord, Reader
from wagtail_disclosure.catalog.open_data.tables import COLUMNS, row_of, state_of
from wagtail_disclosure.core import conf
from wagtail_disclosure.core.storage import private_storage

FOLDER = "open-data"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What a cell of a workbook can hold.
LONGEST_CELL = 32767
# Seconds for which nobody orders another one.
WAIT = 60
_ORDERED = "wagtail_disclosure.workbook.%s"


def write_workbook(records: Iterable[EntryRecord], target: Any) -> None:
    """Write an XLSX file with a row for each record; only one row is in memory at once."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("entries")
    sheet.freeze_panes = "A2"
    sheet.append(COLUMNS)
    for record in records:
        sheet.append([_text_cell(sheet, value) for value in row_of(record)])
    workbook.save(target)


def is_kept(language: str, state: str) -> bool:
    """Whether there is a workbook of this very ``state``."""
    return private_storage().exists(_name_of(language, state))


def order(language: str, state: str, base: str) -> None:
    """Have a task make it, once for all who ask meanwhile."""
    if cache.get(_ORDERED % language) != state:
        cache.set(_ORDERED % language, state, WAIT)
        make_workbook.enqueue(language, base)


def open_kept(language: str, state: str) -> File:
    return private_storage().open(_name_of(language, state))


@task()
def make_workbook(language: str, base: str) -> None:
    """Make the workbook of what is disclosed now, instead of the one that is kept.

    None is kept where something changes meanwhile.
    """
    state = state_of(language)
    if is_kept(language, state):
        return
    with TemporaryFile() as made:
        write_workbook(Reader(base=base).stream(open_rows(language)), made)
        forget_workbooks(language)
        if state_of(language) == state:
            private_storage().save(_name_of(language, state), File(made))


def forget_workbooks(language: str = "") -> None:
    """Delete what is kept, in one language or in all."""
    storage = private_storage()
    cache.delete_many([_ORDERED % code for code, _name in conf.content_languages()])
    try:
        _folders, names = storage.listdir(FOLDER)
    except FileNotFoundError:
        # Nothing was ever kept.
        return
    for name in names:
        if name.startswith(f"{language}-" if language else ""):
            storage.delete(f"{FOLDER}/{name}")


def connect() -> None:
    """Forget at once what names something that is no longer public."""
    page_unpublished.connect(_forget_withdrawn, dispatch_uid="wagtail_disclosure.workbooks")


def _forget_withdrawn(sender: type[Any], **kwargs: Any) -> None:
    """It would never be handed out again, but is not to be kept either."""
    if issubclass(sender, EntryMixin):
        transaction.on_commit(forget_workbooks)


def _name_of(language: str, state: str) -> str:
    return f"{FOLDER}/{language}-{state}.xlsx"


def _text_cell(sheet: Any, value: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=value[:LONGEST_CELL])
    # Whatever it looks like.
    cell.data_type = "s"
    return cell
