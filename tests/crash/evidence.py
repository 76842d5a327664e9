"""What must be true of the cases that killed processes left behind (reliability 93)."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from wagtail_disclosure.cases.clock.computing import compute_due
from wagtail_disclosure.cases.intake import secrets
from wagtail_disclosure.cases.models import (
    Answer,
    Case,
    CaseEvent,
    CaseFile,
    Consultation,
    Extension,
    InformationRequest,
)
from wagtail_disclosure.cases.models.letters import Letter
from wagtail_disclosure.core import conf
from wagtail_disclosure.core.models import NumberSeries
from wagtail_disclosure.rules.deadlines import ClockKind
from wagtail_disclosure.rules.references import format_receipt

KIND = CaseEvent.Kind
WITH_HISTORY = (InformationRequest, Answer, Consultation, Extension)


def problems_of(case: InformationRequest) -> list[str]:
    """Everything of one case that is there in part only, in words."""
    checks = (_record, _sealed, _files, _clock, _answer)
    return [f"{case.number}: {problem}" for check in checks for problem in check(case)]


def problems_of_all() -> list[str]:
    """Rows without a case, cases without a kind, and numbers with gaps or given twice."""
    return [*_rows_without_case(), *_numbers()]


def problems_of_receipt(told: Mapping[str, Any]) -> list[str]:
    """What a killed process acknowledged and what is not there."""
    case = InformationRequest.objects.filter(number=told["number"]).first()
    if case is None:
        return [f"{told['number']}: {told['step']} was acknowledged and is lost"]
    if case.version < told["version"]:
        return [f"{case.number}: {told['step']} was acknowledged; it is at {case.version}"]
    kept = {"digest": case.secret_digest, "key_id": case.secret_key_id}
    if "secret" in told and not secrets.matches(told["secret"], **kept):
        return [f"{case.number}: its secret opens nothing"]
    return []


def _record(case: InformationRequest) -> Iterator[str]:
    history = list(case.history.order_by("history_id"))
    expected = list(range(1, case.version + 1))
    if [row.version for row in history] != expected:
        yield f"version {case.version}, history {[row.version for row in history]}"
    elif (history[-1].state, history[-1].due_on) != (case.state, case.due_on):
        yield f"it is {case.state}, its history {history[-1].state}"
    letters = case.caseevents.filter(kind=KIND.LETTER_WRITTEN).count()
    if letters != Letter.objects.filter(case_id=case.pk).count():
        yield f"{letters} letters on the timeline, others in the case"
    events = case.caseevents.count() - letters
    # Each version is one step of the timeline; letters are on it as well.
    if events != case.version:
        yield f"version {case.version}, {events} events"


def _sealed(case: InformationRequest) -> Iterator[str]:
    for name in ("key", "applicantidentity", "casecontent"):
        if not hasattr(case, name):
            yield f"no {name}"
            return
    if not case.applicantidentity.unseal() or not case.casecontent.unseal():
        yield "nothing is written in it"
    told = case.mails.filter(kind="receipt").count()
    if told != 1:
        yield f"{told} mails that it came in"


def _files(case: InformationRequest) -> Iterator[str]:
    files = list(CaseFile.objects.filter(case_id=case.pk))
    if len(files) != 1:
        yield f"{len(files)} files"
    for file in files:
        digest = hashlib.sha256()
        for chunk in file.chunks():
            digest.update(chunk)
        if digest.hexdigest() != file.plain_sha256:
            yield f"file {file.pk} is not what was sent"


def _clock(case: InformationRequest) -> Iterator[str]:
    due = compute_due(case).due_on
    if due != case.due_on:
        yield f"due on {case.due_on}, recomputed {due}"
    told = {
        ClockKind.START: KIND.ACCEPTED,
        ClockKind.PAUSE: KIND.CONSULTED,
        ClockKind.RESUME: KIND.CONSULTATION_ENDED,
        ClockKind.EXTEND: KIND.EXTENDED,
        ClockKind.RESTART: KIND.REOPENED,
    }
    for moved, event in told.items():
        moves = case.clockevents.filter(kind=moved).count()
        events = case.caseevents.filter(kind=event).count()
        if moves != events:
            yield f"{moves} {moved} of the clock, {events} {event}"
    if case.consultations.count() != case.caseevents.filter(kind=KIND.CONSULTED).count():
        yield "a consultation without its event"


def _answer(case: InformationRequest) -> Iterator[str]:
    delivered = Answer.objects.filter(case_id=case.pk, live=True).count()
    events = case.caseevents.filter(kind=KIND.ANSWERED).count()
    if delivered != events:
        yield f"{delivered} answers delivered, {events} times answered"


def _rows_without_case() -> Iterator[str]:
    if Case.objects.count() != InformationRequest.objects.count():
        yield "a case of no kind"
    for model in WITH_HISTORY:
        keys = set(model.history.values_list("id", flat=True))
        there = set(model.objects.values_list("pk", flat=True))
        if keys != there:
            yield f"{model.__name__}: history of {keys - there}, none of {there - keys}"


def _numbers() -> Iterator[str]:
    cases = InformationRequest.objects.select_related("body").order_by("pk")
    if (first := cases.first()) is None:
        return
    year = first.received_on.year
    last = NumberSeries.objects.get(scope=f"receipt-{year}").last
    about = {"year": year, "orgcode": first.body.code}
    template = conf.receipt_number_template()
    expected = {format_receipt(template, serial=n, **about) for n in range(1, last + 1)}
    if (there := set(cases.values_list("number", flat=True))) != expected:
        yield f"numbers without a case {expected - there}, none such {there - expected}"
