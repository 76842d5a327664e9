"""What the workspace shows of a case besides its request: who is waited for, notes, links."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from wagtail_disclosure.cases.clock.terms import end_of
from wagtail_disclosure.cases.intake.likeness import Alike, alike
from wagtail_disclosure.cases.models import (
    Answer,
    AnswerItem,
    Case,
    CaseLink,
    Challenge,
    Consultation,
    Correction,
    FeeNotice,
    LegalHold,
    Satisfaction,
    UnitTask,
)
from wagtail_disclosure.cases.models.waiting import Waiting
from wagtail_disclosure.cases.permissions import policy
from wagtail_disclosure.cases.workspace.sealed import read
from wagtail_disclosure.core.encryption import CannotDecrypt
from wagtail_disclosure.core.models import Exemption


@dataclass(frozen=True)
class Asked:
    """Something that was asked of somebody: whom, what, until when, and what came of it."""

    what: str
    whom: str
    text: str
    asked_on: date
    until: date | None
    ended_on: date | None
    result: str
    is_late: bool
    url: str = ""


@dataclass(frozen=True)
class Linked:
    """Another case that has to do with this one; ``case`` only where the reader may open it."""

    kind: str
    number: str
    case: Case | None


def asked(case: Case, *, on: date) -> list[Asked]:
    """Everything that was asked about ``case``, in order of its days."""
    rows: list[Waiting] = [
        *case.corrections.all(),
        *case.consultations.all(),
        *case.feenotices.all(),
        *case.unittasks.select_related("unit"),
        *case.challenges.all(),
    ]
    for row in rows:
        row.case = case
    return [_asked(row, on=on) for row in sorted(rows, key=lambda row: row.asked_on)]


def linked(case: Case, user: Any) -> Iterator[Linked]:
    """Cases that were split off, joined or related, in either direction."""
    links = CaseLink.objects.filter(case=case) | CaseLink.objects.filter(other=case)
    found = list(links.select_related("case", "other"))
    others = {link.other_id if link.case_id == case.pk else link.case_id for link in found}
    visible = _visible(user).in_bulk(others)
    for link in found:
        other = link.other if link.case_id == case.pk else link.case
        kind = str(link.get_kind_display())
        yield Linked(kind=kind, number=other.number, case=visible.get(other.pk))


def of_same_applicant(case: Case, user: Any) -> list[Alike]:
    """Requests that ``user`` may open anyway; none where the key of ``case`` is gone."""
    try:
        return list(alike(case, _visible(user)))
    except CannotDecrypt:
        return []


def items(case: Case, answer: Answer) -> list[tuple[AnswerItem, list[str]]]:
    """The documents of ``answer``, each with the names of the grounds on which it is withheld.

    A ground that the law has no more keeps its code.
    """
    found = list(answer.items.all())
    codes = {code for item in found for code in item.exemption_codes}
    grounds = Exemption.objects.filter(law_id=case.law_id, code__in=codes) if codes else []
    names = {ground.code: str(ground) for ground in grounds}
    return [(item, [names.get(code, code) for code in item.exemption_codes]) for item in found]


def hold_on(case: Case) -> LegalHold | None:
    """What keeps the retention rules from ``case``."""
    return next((hold for hold in case.legalholds.all() if hold.lifted_on is None), None)


def satisfaction(case: Case) -> tuple[Satisfaction, str] | None:
    """What the applicant said about how it was handled, with the remark; None if nothing yet."""
    said = Satisfaction.objects.filter(case_id=case.pk).first()
    if said is None:
        return None
    said.case = case
    return said, read(said, "remark")


def _visible(user: Any) -> QuerySet[Any]:
    return policy.read_whole_by(user)


def _asked(row: Waiting, *, on: date) -> Asked:
    end = end_of(row)
    until = end.due_on if end else None
    what, whom, text, result = _words(row)
    return Asked(
        what=what,
        whom=whom,
        text=text,
        asked_on=row.asked_on,
        until=until,
        ended_on=row.ended_on,
        result=result,
        is_late=row.is_open and until is not None and until < on,
        url=reverse("disclosure_cases:task", args=[row.pk]) if isinstance(row, UnitTask) else "",
    )


def _words(row: Waiting) -> tuple[str, str, str, str]:
    match row:
        case Correction():
            return _("Correction"), _("Applicant"), read(row, "question"), read(row, "answer")
        case Consultation():
            said = [str(row.get_response_display()), read(row, "response_text")]
            told = ": ".join(part for part in said if part)
            return row.get_kind_display(), read(row, "party_name"), "", told
        case FeeNotice():
            counted = f"{row.get_basis_display()}: {row.count} → {row.amount}"
            return _("Fee"), _("Applicant"), counted, _("Paid") if row.is_paid else ""
        case UnitTask():
            return _("Task"), str(row.unit), row.text, row.result
        case Challenge():
            kind = f"{row.get_kind_display()} {row.reference}".strip()
            return kind, row.authority, "", str(row.get_result_display())
    raise TypeError(f"Nothing is known of a {type(row).__name__}.")
