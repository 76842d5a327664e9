"""Requests and their officers; not in tests.factories, which suites without cases import too."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from django.contrib.auth.models import Group

from tests.factories import create_user
from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.intake.secrets import new_token
from wagtail_disclosure.cases.intake.submitting import Receipt, submit
from wagtail_disclosure.cases.models import DisclosureForm, InformationRequest
from wagtail_disclosure.core import groups
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.calendars import changing
from wagtail_disclosure.core.models import (
    CalendarChange,
    InformationOfficer,
    Outcome,
    PublicBody,
    Unit,
)
from wagtail_disclosure.rules.calendar_changes import DayChange
from wagtail_disclosure.rules.calendars import ReasonCode

# A Monday; 20 working days later by the Chinese calendar is 21 December 2026.
SUBMITTED_AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)

DUE, LATER = date(2026, 12, 21), date(2026, 12, 22)
HEAD = Actor(id=2, name="Head")
FLOOD = DayChange(date(2026, 12, 1), ReasonCode.CLOSURE, "Flood")

ANSWERS = {
    "description": "Water quality of the river in 2025",
    "form": "electronic",
    "delivery": "email",
    "applicant_kind": "person",
    "applicant_name": "Li Ming",
    "id_document": {"kind": "passport", "number": "E12345678"},
    "email": "li.ming@example.com",
    "consent": True,
}


def posted(**answers: Any) -> dict[str, Any]:
    """ANSWERS as a browser sends them, with others where given; None leaves a question empty."""
    data: dict[str, Any] = {**ANSWERS, "consent": "on", **answers}
    document = data.pop("id_document", None)
    if isinstance(document, dict):
        data |= {f"id_document-{part}": value for part, value in document.items()}
    return {name: value for name, value in data.items() if value is not None}


def create_officer(username: str, unit: Unit, *, group: str = groups.OFFICERS) -> Any:
    """An information officer of ``unit`` with the rights of ``group``."""
    user = create_user(username)
    user.groups.add(Group.objects.get(name=group))
    InformationOfficer.objects.create(unit=unit, user=user)
    return user


def create_unit(code: str) -> Unit:
    return Unit.objects.create(body=PublicBody.objects.own(), code=code, name={"en": code.title()})


def create_receipt(
    *,
    at: datetime = SUBMITTED_AT,
    token: str | None = None,
    admit: Callable[[], None] | None = None,
    **answers: Any,
) -> Receipt:
    """What an applicant holds after submitting; the agency must be set up."""
    return submit(
        definition=DisclosureForm.objects.order_by("pk").first().definition,
        answers={**ANSWERS, **answers},
        token=token or new_token(),
        at=at,
        admit=admit,
    )


def create_request(**values: Any) -> InformationRequest:
    return create_receipt(**values).case


class Casework:
    """Takes a case to where a test needs it, each step by the person whose step it is."""

    def __init__(self, case: InformationRequest, *, office: Any, officer: Any):
        self.case = case
        self.office = office
        self.officer = officer

    def accept(self, **values: Any) -> "Casework":
        on = values.pop("on", self.case.submitted_on)
        return self._do("accept", by=self.office, on=on, **values)

    def assign(self, **values: Any) -> "Casework":
        return self._do("assign", by=self.office, **{"to": self.officer, **values})

    def draft(self, **values: Any) -> "Casework":
        outcome = Outcome.objects.get(law=self.case.law, code="granted")
        values = {"outcome": outcome, "text": "Dear {{ applicant_name }}, here it is.", **values}
        return self._do("draft_answer", by=self.officer, **values)

    def propose(self, **values: Any) -> "Casework":
        return self._do("send_answer_to_review", by=self.officer, **values)

    def clear(self, **values: Any) -> "Casework":
        return self._do("clear_answer", by=self.office, **values)

    def answer(self, **values: Any) -> "Casework":
        return self._do("answer", by=self.officer, **values)

    def request_correction(self, **values: Any) -> "Casework":
        values = {"question": "Which year?", "working_days": 10, **values}
        return self._do("request_correction", by=self.office, **values)

    def record_correction(self, **values: Any) -> "Casework":
        values = {"answer": "2025", **values}
        return self._do("record_correction", by=self.office, **values)

    def abandon(self, **values: Any) -> "Casework":
        return self._do("abandon", by=self.office, **values)

    def consult(self, **values: Any) -> "Casework":
        party = {"name": "Waterworks Ltd.", "address": "1 River Road", "information": "A map"}
        return self._do("consult", by=self.officer, **{"kind": "third-party", **party, **values})

    def end_consultation(self, **values: Any) -> "Casework":
        values = {"consultation": self.case.consultations.last(), "text": "No.", **values}
        return self._do("end_consultation", by=self.officer, **{"response": "objects", **values})

    def propose_extension(self, **values: Any) -> "Casework":
        return self._do("propose_extension", by=self.officer, **{"amount": 10, **values})

    def approve_extension(self, **values: Any) -> "Casework":
        return self._do("approve_extension", by=self.office, **values)

    def charge(self, **values: Any) -> "Casework":
        return self._do(
            "charge",
            by=self.officer,
            **{**FEE, **values},
        )

    def record_payment(self, **values: Any) -> "Casework":
        return self._do("record_payment", by=self.officer, **values)

    def transfer(self, **values: Any) -> "Casework":
        return self._do("transfer", by=self.office, **{"to": "Bureau of Parks", **values})

    def join(self, **values: Any) -> "Casework":
        return self._do("join", by=self.office, **values)

    def join_another(self, **values: Any) -> "Casework":
        return self.join(into=create_request(), **values)

    def split(self, **values: Any) -> "Casework":
        return self._do("split", by=self.office, **{"description": "The lake", **values})

    def withdraw(self, **values: Any) -> "Casework":
        return self._do("withdraw", by=self.office, **values)

    def reopen(self, **values: Any) -> "Casework":
        return self._do("reopen", by=self.office, **values)

    def register_challenge(self, **values: Any) -> "Casework":
        about = {"kind": "reconsideration", "authority": "City government", "reference": "7"}
        return self._do("register_challenge", by=self.office, **{**about, **values})

    def reach(self, state: str) -> "Casework":
        """Take the case to ``state``; an answer that is in review is not cleared yet."""
        for name in WAYS[state]:
            step = getattr(self, name)
            step(on=MUCH_LATER) if name == "abandon" else step()
        return self

    def _do(self, action: str, /, *, by: Any, **values: Any) -> "Casework":
        values = {"reason": f"Because of {action}", "on": self.case.received_on, **values}
        getattr(actions, action)(self.case, by=values.pop("by_other", by), **values)
        self.case.refresh_from_db()
        return self


FEE = {"basis": "pages", "count": 50, "how_to_pay": "Account 1"}
MUCH_LATER = date(2026, 12, 31)
BEGUN = ("accept", "assign", "draft")
WAYS: dict[str, tuple[str, ...]] = {
    "submitted": (),
    "accepted": ("accept",),
    "in_progress": BEGUN,
    "awaiting_correction": ("accept", "request_correction"),
    "awaiting_payment": ("accept", "assign", "charge"),
    "answer_in_review": (*BEGUN, "propose"),
    "answered": (*BEGUN, "propose", "clear", "answer"),
    "abandoned": ("accept", "request_correction", "abandon"),
    "withdrawn": ("withdraw",),
    "transferred": ("transfer",),
    "joined": ("join_another",),
}


def propose(agency: PublicBody, *days: DayChange, **values: Any) -> CalendarChange:
    """A change of the agency's calendar: of these days, else a flood that moves DUE to LATER."""
    return changing.propose(agency.calendar, days or [FLOOD], source="Notice 12", by=HEAD, **values)
