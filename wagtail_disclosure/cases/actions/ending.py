"""Ways in which a case ends without an answer, and how it is opened again."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail_disclosure.cases.actions.recording import (
    change_state,
    close,
    lock,
    lock_for_applicant,
    move_clock,
    outcome_of,
    record,
    save_row,
)
from wagtail_disclosure.cases.actions.telling import tell
from wagtail_disclosure.cases.clock.overtaken import count_again_where_overtaken
from wagtail_disclosure.cases.exceptions import NotPossible
from wagtail_disclosure.cases.intake.submitting import APPLICANT
from wagtail_disclosure.cases.letters.kinds import LetterKind
from wagtail_disclosure.cases.models import Case, CaseEvent, CaseLink, Consultation
from wagtail_disclosure.cases.permissions import policy
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.recomputing.following import decided
from wagtail_disclosure.rules.case_states import CaseAction
from wagtail_disclosure.rules.deadlines import ClockKind
from wagtail_disclosure.rules.plain_text import clean_line

NO_OTHER_CASE = gettext_lazy("Choose another case that is open and that you may see.")


@transaction.atomic
def transfer(
    case: Case, *, to: str, by: Any, reason: str, on: date, version: int | None = None
) -> Case:
    """Pass the request on to the agency that is responsible (OGI Art. 36(5)), and end it here.

    ``to`` names that agency, for the applicant to read. Raises NotAllowed, CaseMovedOn, NotPossible
    """
    case = lock(case, "transfer", by=by, version=version, for_letter=True)
    to = clean_line(to)
    if not to:
        raise NotPossible(_("Name the agency that is responsible."))
    close(case, CaseAction.TRANSFER, on=on, outcome=outcome_of(case, "not-responsible"))
    _recall_consultations(case, by=by, reason=reason, on=on)
    details = {"to": to}
    record(case, CaseEvent.Kind.TRANSFERRED, by=by, reason=reason, on=on, details=details)
    tell(case, LetterKind.TRANSFER, by=by, on=on, transferred_to=to)
    return case


@transaction.atomic
def join(
    case: Case, *, into: Case, by: Any, reason: str, on: date, version: int | None = None
) -> Case:
    """End a case that asks the same as ``into``, which goes on and is answered.

    Raises NotAllowed, CaseMovedOn, NotPossible.
    """
    case = lock(case, "join", by=by, version=version)
    other = policy.read_whole_by(by).filter(pk=into.pk).first()
    if other is None or other.pk == case.pk or not other.is_open:
        raise NotPossible(str(NO_OTHER_CASE))
    close(case, CaseAction.JOIN, on=on, outcome=outcome_of(case, "joined"))
    _recall_consultations(case, by=by, reason=reason, on=on)
    link(case, other, kind=CaseLink.Kind.JOINED, by=by, on=on)
    details = {"into": other.number}
    record(case, CaseEvent.Kind.JOINED, by=by, reason=reason, on=on, details=details)
    return case


@transaction.atomic
def withdraw(case: Case, *, by: Any, reason: str, on: date, version: int | None = None) -> Case:
    """The applicant took the request back and told an officer. Raises NotAllowed, CaseMovedOn."""
    case = lock(case, "withdraw", by=by, version=version)
    return _withdrawn(case, by=by, reason=reason, on=on)


@transaction.atomic
def withdraw_own(case: Case, *, on: date) -> Case:
    """The applicant, who showed the secret, takes the request back. Raises CaseMovedOn."""
    return _withdrawn(lock_for_applicant(case), by=APPLICANT, reason="", on=on)


@transaction.atomic
def reopen(case: Case, *, by: Any, reason: str, on: date, version: int | None = None) -> Case:
    """Work on an ended case again, as after a challenge; its time to answer begins anew.

    Raises NotAllowed, CaseMovedOn, NotPossible.
    """
    already = decided()
    case = lock(case, "reopen", by=by, version=version)
    if case.key.is_destroyed:
        raise NotPossible(_("What was written and sent is destroyed already."))
    closed_on = case.closed_on
    change_state(case, CaseAction.REOPEN)
    if closed_on is not None and on < closed_on:
        raise NotPossible(_("A case can't be reopened before the day it was closed."))
    is_started = case.clockevents.exists()
    for pause in _open_pauses(case):
        move_clock(case, ClockKind.RESUME, on=on, by=by, reason=reason, cause=pause)
    move_clock(
        case, ClockKind.RESTART if is_started else ClockKind.START, on=on, by=by, reason=reason
    )
    record(case, CaseEvent.Kind.REOPENED, by=by, reason=reason, on=on)
    # Until then it counts as ended for everybody else, and moves with nothing.
    count_again_where_overtaken(case, since=already)
    return case


def link(case: Any, other: Any, *, kind: str, by: Any, on: date) -> CaseLink:
    """Write down that two cases have to do with each other, once: one may be joined twice with the
    same, when it was reopened in between.
    """
    actor = Actor.of(by)
    who = {"made_on": on, "actor_id": actor.id, "actor_name": actor.name}
    return CaseLink.objects.get_or_create(case=case, other=other, kind=kind, defaults=who)[0]


def _withdrawn(case: Any, *, by: Any, reason: str, on: date) -> Case:
    close(case, CaseAction.WITHDRAW, on=on, outcome=outcome_of(case, "withdrawn"))
    _recall_consultations(case, by=by, reason=reason, on=on)
    record(case, CaseEvent.Kind.WITHDRAWN, by=by, reason=reason, on=on)
    return case


def _recall_consultations(case: Any, *, by: Any, reason: str, on: date) -> None:
    """Nobody is waited for any more where the case ends."""
    for row in case.consultations.filter(ended_on__isnull=True):
        row.response, row.ended_on = Consultation.Response.RECALLED, on
        save_row(row, by=by, reason=reason)


def _open_pauses(case: Any) -> list[str]:
    """The causes for which the clock of ``case`` stands still, in the order of their beginning."""
    found: list[str] = []
    for kind, cause in case.clockevents.order_by("on", "pk").values_list("kind", "cause"):
        if kind == ClockKind.PAUSE:
            found.append(cause)
        elif kind == ClockKind.RESUME and cause in found:
            found.remove(cause)
        elif kind == ClockKind.TRANSFER:
            found.clear()
    return found
