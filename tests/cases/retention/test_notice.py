"""What destroys sooner than before comes into force after a notice (reliability 81)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests.cases.retention.conftest import LATER
from wagtail_disclosure.cases.models import Erasure, RetentionRule
from wagtail_disclosure.cases.retention.due import due
from wagtail_disclosure.cases.retention.erasing import apply_rules, erase
from wagtail_disclosure.core.days import today

NOTICE = timedelta(days=30)


def reached(on: date) -> list[str]:
    return [found.rule.stage for found in due(on=on)]


@pytest.fixture
def over(ended):
    """A case that ended so long ago that every rule reaches it."""
    closed_on = today() - timedelta(days=5000)
    cases = type(ended.case).objects.filter(pk=ended.case.pk)
    cases.update(received_on=closed_on, closed_on=closed_on)
    return cases.get()


def test_case_81_a_new_rule_destroys_nothing_before_its_notice_is_over(over, rule):
    made = rule("content", is_new=True)
    assert made.in_force_from == today() + NOTICE
    assert list(apply_rules(on=made.in_force_from - timedelta(days=1))) == []
    (erased,) = apply_rules(on=made.in_force_from)
    assert erased.due.from_day == made.in_force_from


def test_case_81_until_a_shorter_time_is_in_force_the_former_one_counts(over, rule):
    made = rule("content", 9000)
    made.days = 10
    made.save()
    assert (made.in_force_from, made.days_until_then) == (today() + NOTICE, 9000)
    assert reached(today()) == reached(today() + NOTICE - timedelta(days=1)) == []
    assert reached(today() + NOTICE) == ["content"]


def test_what_the_former_time_reaches_is_destroyed_on_its_own_day(over, rule):
    made = rule("content", 4000)
    made.days = 10
    made.save()
    (found,) = due(on=today())
    assert found.from_day == over.closed_on + timedelta(days=4000)
    assert erase(over.pk, made, on=today())
    assert Erasure.objects.get().days == 4000


def test_a_longer_time_counts_at_once_also_in_the_middle_of_a_run(over, rule):
    made = rule("content", 10)
    asked = due(on=today())
    found = next(asked)
    RetentionRule.objects.get(pk=made.pk).delete()
    assert not erase(found.case_id, found.rule, on=today())
    again = rule("content", 10)
    again.days = 9000
    again.save()
    assert again.in_force_from == today()
    assert not erase(found.case_id, again, on=today())
    assert not Erasure.objects.exists()


def test_a_rule_that_is_made_one_of_another_thing_begins_anew(over, rule):
    made = rule("contact", 10)
    made.stage = "content"
    made.save()
    assert (made.in_force_from, made.days_until_then) == (today() + NOTICE, None)
    assert reached(today()) == []


def test_a_shorter_time_that_is_stored_alone_waits_as_well(over, rule):
    made = rule("content", 9000)
    made.days = 10
    made.save(update_fields=["days"])
    RetentionRule.objects.update_or_create(pk=made.pk, defaults={"days": 20})
    assert RetentionRule.objects.get().in_force_from == today() + NOTICE
    assert reached(today()) == []


def test_an_old_copy_that_stores_another_field_shortens_nothing(over, rule):
    made = rule("content", 9000)
    old = RetentionRule.objects.get()
    made.days = 10
    made.save()
    old.basis = "Archive plan"
    old.save(update_fields=["basis"])
    stored = RetentionRule.objects.get()
    assert (stored.days, stored.period.on(today())) == (9000, 9000)


def test_another_basis_changes_no_day(rule):
    made = rule("contact", 10, is_new=True)
    before = made.period
    made.basis = "Archive plan of next year"
    made.save()
    assert made.period == before


def test_the_setting_says_how_long_the_notice_is_and_never_less_than_nothing(rule, settings):
    for value, days in ((90, 90), (0, 0), (-5, 0)):
        settings.WAGTAIL_DISCLOSURE = {
            **settings.WAGTAIL_DISCLOSURE,
            "RETENTION_NOTICE_DAYS": value,
        }
        made = rule("contact", 10, is_new=True)
        assert made.in_force_from == today() + timedelta(days=days)
        made.delete()


def test_the_database_refuses_former_days_that_are_not_longer(rule):
    made = rule("contact", 10)
    with pytest.raises(IntegrityError), transaction.atomic():
        RetentionRule.objects.filter(pk=made.pk).update(days_until_then=10)


def test_who_writes_a_rule_is_told_from_when_on_it_counts(client, office, rule, english):
    client.force_login(office)
    made = rule("contact", 400)
    address = reverse("disclosure_retentionrule:edit", args=[made.pk])
    data = {"body": made.body_id, "law": made.law_id, "stage": "contact", "basis": "Plan"}
    told = client.post(address, {**data, "days": 30}, follow=True)
    (message,) = told.context["messages"]
    assert "400" in str(message)
    assert "400" in told.content.decode()
    upcoming = client.get(reverse("disclosure_retentionrule:upcoming"))
    [(waiting, notice)] = upcoming.context["waiting"]
    assert waiting == made and "400" in notice and "30" in notice
    longer = client.post(address, {**data, "days": 500}, follow=True)
    (message,) = longer.context["messages"]
    assert "400" not in str(message)
    assert RetentionRule.objects.get().period.on(today()) == 500


def test_what_waits_for_its_notice_is_listed_ahead(client, office, over, rule):
    rule("content", is_new=True)
    client.force_login(office)
    (found,) = client.get(reverse("disclosure_retentionrule:upcoming")).context["found"]
    assert found.from_day == today() + NOTICE


def test_far_ahead_everything_written_counts(over, rule):
    rule("content", is_new=True)
    assert reached(LATER) == ["content"]
