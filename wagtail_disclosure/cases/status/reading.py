"""What whoever holds the receipt may read about a case."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from wagtail_disclosure.cases.clock.computing import awaits_notice, today
from wagtail_disclosure.cases.clock.terms import end_of
from wagtail_disclosure.cases.letters import merge_fields
from wagtail_disclosure.cases.letters.kinds import Recipient
from wagtail_disclosure.cases.letters.remedies import remedies_in_force
from wagtail_disclosure.cases.letters.rendering import PDF
from wagtail_disclosure.cases.models import (
    Answer,
    AnswerItem,
    Case,
    CaseEvent,
    CaseLink,
    Letter,
    Satisfaction,
)
from wagtail_disclosure.cases.models.waiting import Waiting
from wagtail_disclosure.cases.status import tickets
from wagtail_disclosure.cases.wording import PUBLIC_STATES
from wagtail_disclosure.core.explanations import explained_days
from wagtail_disclosure.core.models import Exemption, StoredFile
from wagtail_disclosure.rules.case_states import CaseAction, CaseState, can
from wagtail_disclosure.rules.retention import RetentionStage

# Ended without an answer, and not because the applicant wanted it so.
ENDED_BY_US = frozenset({CaseState.ABANDONED, CaseState.TRANSFERRED})


@dataclass(frozen=True)
class ShownAnswer:
    """An answer as its applicant reads it, merge fields filled in."""

    answer: Answer
    text: str
    items: list["ShownItem"]
    remedies: Any


@dataclass(frozen=True)
class ShownItem:
    """One document of an answer: what becomes of it, on which grounds, and its file if any."""

    item: AnswerItem
    reason: str
    grounds: list[Exemption]
    file: StoredFile | None


def case_context(case: Case) -> dict[str, Any]:
    """Everything that the status page shows of ``case``."""
    name, explanation = PUBLIC_STATES[CaseState(case.state)]
    is_late = case.is_open and case.due_on is not None and case.due_on < today()
    is_readable = case.key.opens()
    return {
        "case": case,
        "ticket": tickets.issue(case),
        "is_late": is_late,
        "awaits_notice": case.is_open and awaits_notice(case),
        "remedies": _remedies_without_answer(case, is_late=is_late),
        "state_name": name,
        "state_explanation": explanation,
        "days": explained_days(case.due_explanation, due_on=case.due_on),
        "counted": sum(1 for row in case.due_explanation if row["counts"]),
        "is_readable": is_readable,
        "destroyed_on": None if is_readable else _destroyed_on(case),
        "answers": shown_answers(case),
        "letters": own_letters(case),
        "has_pdf": PDF.is_available,
        "correction": _waited_for(case, case.corrections),
        "fee": _waited_for(case, case.feenotices),
        **(_satisfaction(case) if is_readable else {}),
        "may_withdraw": can(CaseAction.WITHDRAW, case.state),
        **_elsewhere(case),
    }


def _remedies_without_answer(case: Case, *, is_late: bool) -> Any:
    """What the applicant can do where no answer came; each answer shows its own."""
    if is_late:
        return remedies_in_force(case.law, on=today())
    if case.state in ENDED_BY_US:
        return remedies_in_force(case.law, on=case.closed_on, outcome=case.outcome)
    return None


def _destroyed_on(case: Case) -> date | None:
    """The day on which a retention rule had everything destroyed; None where it was no rule."""
    erasure = case.erasures.filter(stage=RetentionStage.CONTENT).first()
    return erasure.on if erasure else None


def shown_answers(case: Case) -> list[ShownAnswer]:
    """The answers that went out, the newest first; none where they can't be read any more.

    A text or a document that was changed behind its clearance's back stays hidden: the read side
    of the guard.
    """
    if not case.key.opens():
        return []
    answers = Answer.objects.disclosed().filter(case=case).order_by("-pk")
    answers = answers.select_related("outcome", "clearance").prefetch_related("items__stored_file")
    return [_shown(answer, case) for answer in answers if answer.is_disclosed]


def own_letters(case: Case) -> list[Letter]:
    """The letters to the applicant, the newest first; none where they can't be read any more.

    Those with an answer repeat what is shown.
    """
    if not case.key.opens():
        return []
    letters = case.letters.filter(recipient=Recipient.APPLICANT).with_deliveries()
    found = letters.order_by("-written_at", "-pk")
    for letter in found:
        letter.case = case
    return list(found)


def _shown(answer: Answer, case: Case) -> ShownAnswer:
    values = merge_fields.values_for(case)
    exemptions = {row.code: row for row in Exemption.objects.filter(law_id=case.law_id)}
    items = [
        ShownItem(
            item=item,
            reason=merge_fields.fill(item.reason, values),
            grounds=[exemptions[code] for code in item.exemption_codes if code in exemptions],
            file=file_of(item),
        )
        for item in answer.items.all()
    ]
    remedies = remedies_in_force(case.law, on=answer.delivered_on, outcome=answer.outcome)
    text = merge_fields.fill(answer.text, values)
    return ShownAnswer(answer=answer, text=text, items=items, remedies=remedies)


def file_of(item: AnswerItem) -> StoredFile | None:
    """The file that the applicant gets with ``item``, where there is one to hand out."""
    stored = item.stored_file
    if stored is None or not item.releases:
        return None
    return None if stored.scan_state == StoredFile.ScanState.QUARANTINED else stored


def _waited_for(case: Case, rows: Any) -> dict[str, Any] | None:
    """What the applicant still has to do, and until when; nothing in a case that is closed."""
    row: Waiting | None = rows.filter(ended_on__isnull=True).first() if case.is_open else None
    if row is None or not case.key.opens():
        return None
    end = end_of(row)
    return {"row": row, "until": end.due_on if end else None}


def _satisfaction(case: Case) -> dict[str, Any]:
    if case.state != CaseState.ANSWERED:
        return {"asks_satisfaction": False}
    said = Satisfaction.objects.filter(case_id=case.pk).first()
    return {"asks_satisfaction": True, "satisfaction": said}


def _elsewhere(case: Case) -> dict[str, Any]:
    """Where a request went on that did not stay one case here."""
    events = case.caseevents.filter(kind=CaseEvent.Kind.TRANSFERRED)
    transfer = events.last() if case.state == CaseState.TRANSFERRED else None
    links = case.links.select_related("other")
    return {
        "transferred_to": transfer.details.get("to", "") if transfer else "",
        "split_off": [link.other for link in links if link.kind == CaseLink.Kind.SPLIT],
    }
