"""What was destroyed stays destroyed, and nothing else is."""

from datetime import timedelta

from tests.cases.retention.conftest import LATER
from wagtail_disclosure.cases.models import CaseKey, RetentionRule
from wagtail_disclosure.cases.retention.due import cases_due
from wagtail_disclosure.cases.retention.erasing import apply_rules
from wagtail_disclosure.cases.retention.verification import verify_erasures, verify_rules
from wagtail_disclosure.core.days import today


def codes():
    return [problem.code for problem in verify_erasures()]


def test_a_key_that_came_back_from_a_backup_is_told(ended, rule):
    rule("content")
    backup = bytes(ended.case.key.wrapped)
    list(apply_rules(on=LATER))
    assert codes() == []
    CaseKey.objects.filter(case=ended.case).update(wrapped=backup)
    assert codes() == ["not_destroyed"]


def test_a_key_that_is_gone_without_a_rule_is_told(casework):
    CaseKey.objects.filter(case=casework.case).update(wrapped=b"")
    (problem,) = verify_erasures()
    assert (problem.code, problem.object_id) == ("key_destroyed", str(casework.case.pk))


def test_a_rule_that_was_changed_past_its_history_is_told(ended, rule):
    made = rule("content", 3650, is_new=True)
    assert cases_due(made, on=LATER).exists()
    assert list(verify_rules()) == []
    made.days = 4000
    made.save()
    assert list(verify_rules()) == []
    RetentionRule.objects.filter(pk=made.pk).update(days=1)
    (problem,) = verify_rules()
    assert (problem.code, problem.object_id) == ("rule_changed", str(made.pk))
    # It destroys nothing meanwhile, and whatever is stored next begins with its notice.
    again = RetentionRule.objects.get()
    assert not cases_due(again, on=LATER).exists()
    again.basis = "Archive plan"
    again.save()
    assert again.period.on(again.in_force_from - timedelta(days=1)) is None
    assert again.in_force_from == today() + timedelta(days=30)
    assert list(verify_rules()) == []
