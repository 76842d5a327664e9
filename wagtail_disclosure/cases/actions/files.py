"""The files of a case: what an applicant adds later, and opening them, on the record."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from wagtail_disclosure.cases.actions.recording import lock_for_applicant, record, write_event
from wagtail_disclosure.cases.exceptions import CaseMovedOn, NotAllowed, NotPossible
from wagtail_disclosure.cases.intake.scanning import is_held_back
from wagtail_disclosure.cases.intake.submitting import APPLICANT
from wagtail_disclosure.cases.intake.uploads import Upload
from wagtail_disclosure.cases.models import Case, CaseEvent
from wagtail_disclosure.cases.models.files import CaseFile
from wagtail_disclosure.cases.permissions import policy
from wagtail_disclosure.core.days import local_date

MOST_PAPERS = 50


@transaction.atomic
def open_file(file: CaseFile, *, by: Any, on: date) -> Iterator[bytes]:
    """What ``file`` consists of; that ``by`` opened it is on the record.

    Raises NotAllowed, NotPossible where a scanner holds it back, CannotDecrypt.
    """
    if not policy.user_has_permission_for_instance(by, "view", file.case):
        raise NotAllowed("view", file.case)
    is_scan = file.role == CaseFile.Role.SUBMITTED and file.added_by_id is not None
    if is_scan and not policy.user_has_permission_for_instance(by, "reveal", file.case):
        # A signed request says who signed it.
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


@transaction.atomic
def add_papers(case: Case, uploads: Sequence[Upload], *, at: datetime) -> list[CaseFile]:
    """Keep what the applicant, who showed the secret, sends later.

    Raises CaseMovedOn, NotPossible.
    """
    case = lock_for_applicant(case)
    if not case.is_open:
        raise CaseMovedOn(case)
    # Whoever holds a receipt could fill the storage otherwise.
    if case.files.filter(role=CaseFile.Role.SUPPLEMENT).count() + len(uploads) > MOST_PAPERS:
        raise NotPossible(
            _("At most %(number)d files can be added to a request. Send the rest by post.")
            % {"number": MOST_PAPERS}
        )
    files = [
        CaseFile.seal(
            case,
            upload.content,
            name=upload.name,
            content_type=upload.content_type,
            role=CaseFile.Role.SUPPLEMENT,
            by=APPLICANT,
            at=at,
        )
        for upload in uploads
    ]
    details = {"count": len(files)}
    kind = CaseEvent.Kind.PAPERS_ADDED
    record(case, kind, by=APPLICANT, reason="", on=local_date(at), details=details)
    return files


def _together(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest
