from itertools import product

import pytest

from wagtail_disclosure.rules.visibility import ClearanceDecision, VisibilityReason, visibility

CLEARED = {
    "live": True,
    "expired": False,
    "decision": ClearanceDecision.CLEARED,
    "fingerprints_equal": True,
    "restricted": False,
}


def test_live_cleared_unchanged_and_unrestricted_is_visible():
    result = visibility(**CLEARED)
    assert result.visible
    assert result.reason is VisibilityReason.CLEARED


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"live": False}, "not_live"),
        ({"expired": True}, "expired"),
        ({"decision": None}, "never_cleared"),
        ({"decision": "withdrawn"}, "withdrawn"),
        ({"fingerprints_equal": False}, "changed"),
        ({"restricted": True}, "restricted"),
    ],
)
def test_each_obstacle_alone_hides_and_is_named(change, reason):
    result = visibility(**CLEARED | change)
    assert not result.visible
    assert result.reason == reason


def test_one_combination_of_all_is_visible():
    decisions = [None, *ClearanceDecision]
    flags = [True, False]
    visible = [
        combination
        for combination in product(flags, flags, decisions, flags, flags)
        if visibility(**dict(zip(CLEARED, combination, strict=True)))
    ]
    assert visible == [tuple(CLEARED.values())]


def test_a_hidden_object_is_false_in_a_condition():
    assert not visibility(**CLEARED | {"live": False})
    assert visibility(**CLEARED)


def test_an_unknown_decision_is_refused_by_name():
    with pytest.raises(ValueError, match="maybe"):
        visibility(**CLEARED | {"decision": "maybe"})
