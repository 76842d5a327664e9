from datetime import date, timedelta

import pytest
from django.utils import timezone

from wagtail_disclosure.cases.models import OutgoingMail, RetentionRule

# After the contents of every case that these tests close.
LATER = date(2040, 1, 1)


@pytest.fixture
def rule(agency):
    """Makes a rule of the agency's law; one day after the end where nothing is said."""

    def rule(stage: str, days: int = 1, **values) -> RetentionRule:
        values = {"body": agency, "law": agency.law, "basis": f"Rule on {stage}", **values}
        return RetentionRule.objects.create(stage=stage, days=days, **values)

    return rule


@pytest.fixture
def rules(rule):
    """A rule for every stage."""
    return [rule("identity_document", 30), rule("contact", 400), rule("content", 3650)]


@pytest.fixture
def ended(casework):
    """A case that was answered, and so is closed."""
    casework.reach("answered")
    send_mails()
    return casework


def send_mails() -> None:
    """As the outbox does when nothing is in its way."""
    OutgoingMail.objects.update(state=OutgoingMail.State.SENT, sent_at=timezone.now())


def days_after(case, days: int) -> date:
    return case.closed_on + timedelta(days=days)
