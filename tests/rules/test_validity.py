from datetime import date

import pytest

from wagtail_disclosure.rules.validity import (
    DatesOutOfOrder,
    Succession,
    Validity,
    check_dates,
    validity_on,
)

BEFORE, DAY, AFTER = date(2024, 5, 31), date(2024, 6, 1), date(2024, 6, 2)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, None),
        ({"stated": Validity.IN_FORCE}, Validity.IN_FORCE),
        ({"effective_on": DAY}, Validity.IN_FORCE),
        ({"effective_on": AFTER}, Validity.NOT_YET),
        ({"effective_on": AFTER, "stated": Validity.IN_FORCE}, Validity.NOT_YET),
        ({"expires_on": AFTER}, Validity.IN_FORCE),
        ({"expires_on": DAY}, Validity.EXPIRED),
        ({"expires_on": BEFORE, "stated": Validity.IN_FORCE}, Validity.EXPIRED),
        ({"stated": Validity.EXPIRED}, Validity.EXPIRED),
        ({"stated": Validity.REPEALED}, Validity.REPEALED),
        ({"successions": [Succession.REPEALED_BY]}, Validity.REPEALED),
        ({"successions": [Succession.REPEALED_BY], "expires_on": AFTER}, Validity.IN_FORCE),
        ({"successions": [Succession.REPEALED_BY], "expires_on": DAY}, Validity.REPEALED),
        ({"successions": [Succession.AMENDED_BY]}, Validity.AMENDED),
        ({"successions": [Succession.AMENDED_BY], "expires_on": DAY}, Validity.EXPIRED),
        (
            {"successions": [Succession.AMENDED_BY, Succession.REPEALED_BY]},
            Validity.REPEALED,
        ),
    ],
)
def test_what_holds_on_a_day(facts, expected):
    assert validity_on(DAY, **facts) is expected


def test_a_document_is_in_force_for_a_day_at_least():
    check_dates(effective_on=BEFORE, expires_on=DAY)
    with pytest.raises(DatesOutOfOrder):
        check_dates(effective_on=DAY, expires_on=DAY)
