import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_disclosure.rules.fees import BY_CASE, BY_PAGE, FeeError

SCHEDULES = [BY_CASE, BY_PAGE]


@pytest.mark.parametrize(
    ("cases", "fee"),
    [
        (0, 0),
        (10, 0),
        (11, 100),
        (30, 2_000),
        (31, 2_200),
        (40, 4_000),
        (41, 4_300),
        (50, 7_000),
        (51, 7_400),
    ],
)
def test_the_cases_of_a_month_are_free_up_to_ten_and_grow_dearer_by_tens(cases, fee):
    assert BY_CASE.total(cases) == fee


@pytest.mark.parametrize(
    ("pages", "fee"),
    [
        (0, 0),
        (30, 0),
        (31, 10),
        (100, 700),
        (101, 720),
        (200, 2_700),
        (201, 2_740),
        (300, 6_700),
    ],
)
def test_pages_are_free_up_to_thirty_and_cost_what_their_band_says(pages, fee):
    assert BY_PAGE.total(pages) == fee


@given(st.sampled_from(SCHEDULES), st.integers(1, 400))
def test_one_more_never_costs_less_than_the_one_before(schedule, number):
    assert schedule.fee_of(number) <= schedule.fee_of(number + 1)


@given(st.sampled_from(SCHEDULES), st.integers(0, 400))
def test_the_total_is_that_of_one_less_and_the_last(schedule, number):
    assert schedule.total(number + 1) == schedule.total(number) + schedule.fee_of(number + 1)


def test_what_can_not_be_counted_is_refused():
    with pytest.raises(FeeError, match="-3 items"):
        BY_CASE.total(-3)
    with pytest.raises(FeeError, match="not 0"):
        BY_PAGE.fee_of(0)
