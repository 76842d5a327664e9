from datetime import date, timedelta

import pytest
from django.utils import timezone

from wagtail_disclosure.cases.models import OutgoingMail, RetentionRule

# After the contents of every case that these tests close.
LATER = date(2040, 1, 1)
LONG_AGO = date(2020, 1, 1)


@pytest.fixture
def rule(agency):
    """Makes a rule of the agency's law; one day after the end where nothing is said.

    It is in force since long, where ``is_new`` does not say that it was written today.
    """

    def rule(stage: str, days: int = 1, *, is_new: bool = False, **values) -> RetentionRule:
        values = {"body": agency, "law": agency.law, "basis": f"Rule on {stage}", **values}
        made = RetentionRule.objects.create(stage=stage, days=days, **values)
        if not is_new:
            RetentionRule.objects.filter(pk=made.pk).update(in_force_from=LONG_AGO)
            RetentionRule.history.filter(id=made.pk).update(in_force_from=LONG_AGO)
            made.refresh_from_db()
        return made

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
