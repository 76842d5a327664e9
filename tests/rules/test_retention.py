from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from wagtail_disclosure.rules.retention import (
    RetentionStage,
    destroyed_from,
    last_end,
    out_of_order,
)

DAYS = st.integers(min_value=1, max_value=40_000)
ENDS = st.dates(min_value=date(2008, 5, 1), max_value=date(2100, 1, 1))


@given(ends=ENDS, days=DAYS, later=st.integers(min_value=-400, max_value=400))
def test_a_case_is_reached_on_exactly_the_days_from_which_it_is_destroyed(ends, days, later):
    on = destroyed_from(ends, days) + timedelta(days=later)
    assert (ends <= last_end(on, days)) == (on >= destroyed_from(ends, days))


@given(days=st.dictionaries(st.sampled_from(RetentionStage), DAYS))
def test_a_later_stage_never_comes_before_an_earlier_one(days):
    in_order = [days[stage] for stage in RetentionStage if stage in days]
    assert (out_of_order(days) is None) == (in_order == sorted(in_order))


def test_the_two_that_are_out_of_order_are_named():
    days = {RetentionStage.IDENTITY_DOCUMENT: 30, RetentionStage.CONTENT: 20}
    assert out_of_order(days) == (RetentionStage.IDENTITY_DOCUMENT, RetentionStage.CONTENT)
