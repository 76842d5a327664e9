"""``disclosure_apply_retention``: what it says and what it does are the same."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.cases.factories import Casework, create_request
from tests.cases.retention.conftest import LATER, send_mails
from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.models import CaseKey, Erasure


def said(*arguments: str) -> list[str]:
    out = StringIO()
    call_command("disclosure_apply_retention", *arguments, stdout=out)
    return out.getvalue().splitlines()


@pytest.fixture
def on_later(monkeypatch):
    monkeypatch.setattr(
        "wagtail_disclosure.cases.management.commands.disclosure_apply_retention.today",
        lambda: LATER,
    )


@pytest.fixture
def several(ended, office, officer):
    """Cases in several states, one of them under a hold."""
    cases = [ended.case]
    for state in ("withdrawn", "answered", "in_progress", "transferred"):
        work = Casework(create_request(), office=office, officer=officer).reach(state)
        cases.append(work.case)
    held = cases[2]
    send_mails()
    actions.hold(held, authority="Court", by=office, reason="Trial", on=held.received_on)
    return cases


def test_case_81_a_dry_run_names_exactly_what_the_run_destroys(several, rules, on_later):
    announced = said("--dry-run", "--on", LATER.isoformat())
    assert not Erasure.objects.exists()
    assert said() == announced
    assert len(announced) == Erasure.objects.count() > 0


def test_case_81_a_legal_hold_is_skipped_by_both(several, rules, on_later):
    held = several[2]
    assert not [line for line in said("--dry-run") if line.startswith(held.number)]
    said()
    assert not Erasure.objects.filter(case=held).exists()
    assert held.casecontent.unseal()


def test_a_second_run_has_nothing_left(several, rules, on_later):
    said()
    assert said() == []


def test_nothing_is_destroyed_ahead_of_its_day(ended, rules):
    with pytest.raises(CommandError, match="dry-run"):
        said("--on", "2050-01-01")
    assert not Erasure.objects.exists()


def test_a_case_that_can_not_be_read_fails_the_run_by_name(ended, rule, on_later, capsys):
    rule("contact")
    CaseKey.objects.filter(case=ended.case).update(key_id="lost")
    errors = StringIO()
    with pytest.raises(CommandError, match="1"):
        call_command("disclosure_apply_retention", stderr=errors)
    assert ended.case.number in errors.getvalue()
