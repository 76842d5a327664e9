"""An agency with three requests of 2025: one answered, one withdrawn, one still open."""

from datetime import UTC, date, datetime

import pytest

from tests.cases.conftest import agency, office, officer, set_up, unit
from tests.cases.factories import Casework, create_officer, create_request, create_unit
from wagtail_disclosure.core import groups
from wagtail_disclosure.oversight import actions
from wagtail_disclosure.oversight.models import AnnualReport

__all__ = ["agency", "office", "officer", "set_up", "unit"]

NEW_YEAR = datetime(2026, 1, 12, 2, 0, tzinfo=UTC)


@pytest.fixture
def leader(agency):
    return create_officer("leader", create_unit("top"), group=groups.REVIEWERS)


@pytest.fixture
def received(office, officer):
    def received(on: date, kind: str = "person") -> Casework:
        at = datetime(on.year, on.month, on.day, 4, 0, tzinfo=UTC)
        case = create_request(at=at, applicant_kind=kind)
        return Casework(case, office=office, officer=officer).accept(on=on)

    return received


@pytest.fixture
def cases(received) -> dict[str, Casework]:
    answered = received(date(2025, 3, 3), "business").assign(on=date(2025, 3, 4))
    answered.draft(on=date(2025, 3, 5)).propose(on=date(2025, 3, 5))
    answered.clear(on=date(2025, 3, 6)).answer(on=date(2025, 3, 6))
    withdrawn = received(date(2025, 4, 4)).withdraw(on=date(2025, 4, 10))
    return {
        "answered": answered,
        "withdrawn": withdrawn,
        "open": received(date(2025, 12, 30), "research"),
    }


@pytest.fixture
def draft(agency, office, cases) -> AnnualReport:
    return actions.begin(agency, 2025, by=office)


@pytest.fixture
def final(draft, office) -> AnnualReport:
    actions.write(draft, texts={"general": "A good year."}, by=office)
    actions.freeze(draft, by=office, at=NEW_YEAR)
    return AnnualReport.objects.get(pk=draft.pk)
