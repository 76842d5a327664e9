import pytest

from wagtail_disclosure.rules.exemptions import DUTIES, ExemptionKind


@pytest.mark.parametrize(
    ("kind", "must_withhold", "may_be_overridden", "needs_reason", "needs_weighing"),
    [
        ("mandatory", True, False, False, False),
        ("mandatory_with_override", True, True, True, True),
        ("discretionary", False, False, True, False),
        ("qualified", False, False, True, True),
    ],
)
def test_a_kind_decides_what_its_use_takes(
    kind, must_withhold, may_be_overridden, needs_reason, needs_weighing
):
    exemption = ExemptionKind(kind)
    assert exemption.must_withhold is must_withhold
    assert exemption.may_be_overridden is may_be_overridden
    assert exemption.needs_reason is needs_reason
    assert exemption.needs_weighing is needs_weighing


def test_every_kind_has_duties():
    assert set(DUTIES) == set(ExemptionKind)


def test_whoever_must_weigh_must_also_say_why():
    assert all(duty.needs_reason for duty in DUTIES.values() if duty.needs_weighing)
