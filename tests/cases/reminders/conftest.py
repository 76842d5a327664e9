"""A case that somebody works on, and runs of the reminders on days of its time."""

from datetime import UTC, date, datetime

import pytest

from tests.cases.factories import Casework, create_officer
from tests.cases.outbox.conftest import clock, server
from wagtail_disclosure.cases.reminders.reminding import remind

__all__ = ["clock", "server"]
FIRST_STAGE = date(2026, 12, 14)


def moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 1, tzinfo=UTC)


def remind_on(day: date) -> int:
    return remind(on=day, at=moment(day))


@pytest.fixture
def assigned(casework) -> Casework:
    return casework.accept().assign()


@pytest.fixture
def head(unit):
    """The head of the unit that has the case."""
    unit.head = create_officer("head", unit)
    unit.officers.all().exclude(user__username="officer").delete()
    unit.save()
    return unit.head
