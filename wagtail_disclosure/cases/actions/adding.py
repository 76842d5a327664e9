"""What comes in after a request: from the applicant, on the status page, or to the agency."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from wagtail_disclosure.cases.actions.recording import lock, lock_for_applicant, record
from wagtail_disclosure.cases.exceptions import CaseMovedOn, NotPossible
from wagtail_disclosure.cases.intake.storing import whole_or_not_at_all
from wagtail_disclosure.cases.intake.submitting import APPLICANT
from wagtail_disclosure.cases.intake.uploads import Upload
from wagtail_disclosure.cases.models import Case, CaseEvent
from wagtail_disclosure.cases.models.files import NOTHING, CaseFile, Origin
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.days import local_date
from wagtail_disclosure.core.models import IntakeWindow
from wagtail_disclosure.rules.plain_text import clean_line

MOST_PAPERS = 50


@transaction.atomic
def add_papers(
    case: Case,
    *,
    papers: Sequence[Upload],
    text: str,
    window: IntakeWindow | None = None,
    by: Any,
    on: date,
    at: datetime,
    version: int | None = None,
) -> list[CaseFile]:
    """Put into the case what came in ``on`` that day, such as by post; ``text`` says what it is.

    It is not taken for a correction: whoever reads it records one. Raises NotAllowed, CaseMovedOn,
    NotPossible, encryption.CannotDecrypt.
    """
    case = lock(case, "add_papers", by=by, version=version)
    if on > local_date(at):
        raise NotPossible(_("This day has not come yet."))
    if on < case.received_on:
        raise NotPossible(_("What came in before the request was received is part of the request."))
    if window is not None and window.body_id != case.body_id:
        raise NotPossible(_("“%(window)s” is no window of this agency.") % {"window": window})
    if _is_too_much(case, papers, by_applicant=False):
        raise NotPossible(
            _("At most %(number)d files can be added to a request. Keep the rest on paper.")
            % {"number": MOST_PAPERS}
        )
    code = window.code if window else ""
    origin = Origin(text=clean_line(text), came_in_on=on, window=code)
    details = {"window": code} if code else {}
    return _keep(case, papers, origin=origin, by=by, on=on, at=at, details=details)


@transaction.atomic
def add_own_papers(case: Case, papers: Sequence[Upload], *, at: datetime) -> list[CaseFile]:
    """Keep what the applicant, who showed the secret, sends later.

    Raises CaseMovedOn, NotPossible, encryption.CannotDecrypt.
    """
    case = lock_for_applicant(case)
    if not case.is_open:
        raise CaseMovedOn(case)
    # Whoever holds a receipt could fill the storage otherwise.
    if _is_too_much(case, papers, by_applicant=True):
        raise NotPossible(
            _("At most %(number)d files can be added to a request. Send the rest by post.")
            % {"number": MOST_PAPERS}
        )
    return _keep(case, papers, by=APPLICANT, on=local_date(at), at=at)


def _is_too_much(case: Case, papers: Sequence[Upload], *, by_applicant: bool) -> bool:
    """Whether one side would have added too many; the other still can, or post would get lost."""
    added = case.files.filter(role=CaseFile.Role.SUPPLEMENT, added_by_id__isnull=by_applicant)
    return added.count() + len(papers) > MOST_PAPERS


def _keep(
    case: Case,
    papers: Sequence[Upload],
    *,
    origin: Origin = NOTHING,
    by: Any,
    on: date,
    at: datetime,
    details: Mapping[str, Any] | None = None,
) -> list[CaseFile]:
    with whole_or_not_at_all() as stored:
        for paper in papers:
            file = CaseFile.seal(
                case,
                paper.content,
                name=paper.name,
                content_type=paper.content_type,
                role=CaseFile.Role.SUPPLEMENT,
                origin=origin,
                by=Actor.of(by),
                at=at,
            )
            stored.append(file)
        told = {"count": len(stored), **(details or {})}
        record(case, CaseEvent.Kind.PAPERS_ADDED, by=by, reason="", on=on, details=told)
    return stored
