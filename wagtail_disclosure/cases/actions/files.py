"""Opening the files of a case, on the record."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from wagtail_disclosure.cases.actions.recording import write_event
from wagtail_disclosure.cases.exceptions import NotAllowed, NotPossible
from wagtail_disclosure.cases.intake.scanning import is_held_back
from wagtail_disclosure.cases.models import CaseEvent
from wagtail_disclosure.cases.models.files import CaseFile
from wagtail_disclosure.cases.permissions import policy


@transaction.atomic
def open_file(file: CaseFile, *, by: Any, on: date) -> Iterator[bytes]:
    """What ``file`` consists of; that ``by`` opened it is on the record.

    Raises NotAllowed, NotPossible where a scanner holds it back, CannotDecrypt.
    """
    if not policy.user_has_permission_for_instance(by, "view", file.case):
        raise NotAllowed("view", file.case)
    if file.is_scan and not policy.user_has_permission_for_instance(by, "reveal", file.case):
        raise NotAllowed("reveal", file.case)
    if is_held_back(file):
        raise NotPossible(
            _("This file can't be opened: it is infected.")
            if file.scan_state == CaseFile.ScanState.QUARANTINED
            else _("This file has not been scanned for viruses yet. Try again in a few minutes.")
        )
    # What can't be read is nothing that was opened.
    pieces = file.chunks()
    first = next(pieces)
    details = {"file": file.pk.hex, "role": file.role}
    write_event(file.case, CaseEvent.Kind.FILE_OPENED, by=by, reason="", on=on, details=details)
    return _together(first, pieces)


def _together(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest
