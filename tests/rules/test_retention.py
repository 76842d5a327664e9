from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from wagtail_disclosure.rules.retention import (
    RetentionPeriod,
    RetentionStage,
    changed_period,
    last_end,
    out_of_order,
)

DAYS = st.integers(min_value=1, max_value=40_000)
ENDS = st.dates(min_value=date(2008, 5, 1), max_value=date(2100, 1, 1))


# What somebody writes, so many days after what was written before.
CHANGES = st.lists(
    st.tuples(st.integers(min_value=0, max_value=60), st.integers(min_value=1, max_value=90)),
    min_size=1,
    max_size=6,
)
NOTICE = st.integers(min_value=0, max_value=40)
BEGUN = date(2026, 1, 1)
FOR_EVER = 1_000_000


def periods(changes, notice_days):
    """What was written on which day, with what counted then."""
    on, current, found = BEGUN, None, []
    for later, days in changes:
        on += timedelta(days=later)
        current = changed_period(current, days, on=on, notice_days=notice_days)
        found.append((on, days, current))
    return found


def counting(found, day):
    """What counts on ``day``, FOR_EVER where nothing is destroyed."""
    written = [period for on, _days, period in found if on <= day]
    return (written[-1].on(day) if written else None) or FOR_EVER


@given(
    changes=CHANGES,
    notice_days=NOTICE,
    later=st.integers(min_value=0, max_value=400),
    kept_for=st.integers(min_value=0, max_value=400),
)
def test_a_case_is_reached_on_exactly_the_days_from_which_it_is_destroyed(
    changes, notice_days, later, kept_for
):
    *_earlier, (written_on, _days, period) = periods(changes, notice_days)
    on = written_on + timedelta(days=later)
    ended_on = on - timedelta(days=kept_for)
    days = period.on(on)
    is_reached = days is not None and ended_on <= last_end(on, days)
    assert is_reached == (on >= period.destroyed_from(ended_on))


@given(changes=CHANGES, notice_days=NOTICE, later=st.integers(min_value=0, max_value=200))
def test_nothing_is_destroyed_that_the_rule_still_kept_on_any_day_of_the_notice(
    changes, notice_days, later
):
    """Case 81."""
    found = periods(changes, notice_days)
    day = BEGUN + timedelta(days=later)
    for back in range(notice_days + 1):
        read_on = day - timedelta(days=back)
        # What was written that day counts from the end of it.
        written = [days for on, days, _period in found if on <= read_on]
        assert counting(found, day) >= (written[-1] if written else FOR_EVER)


@given(changes=CHANGES, notice_days=NOTICE)
def test_what_was_written_last_counts_once_its_notice_is_over(changes, notice_days):
    *_earlier, (on, days, period) = periods(changes, notice_days)
    assert period.on(on + timedelta(days=notice_days)) == days


def test_who_keeps_longer_is_heard_at_once():
    before = RetentionPeriod(days=100, in_force_from=BEGUN)
    on = BEGUN + timedelta(days=50)
    period = changed_period(before, 200, on=on, notice_days=30)
    assert period == RetentionPeriod(days=200, in_force_from=on)


def test_who_destroys_sooner_waits_and_the_former_days_count_until_then():
    before = RetentionPeriod(days=100, in_force_from=BEGUN)
    on = BEGUN + timedelta(days=50)
    period = changed_period(before, 10, on=on, notice_days=30)
    assert (period.on(on), period.on(on + timedelta(days=30))) == (100, 10)


def test_writing_the_same_again_changes_no_day():
    waiting = changed_period(None, 10, on=BEGUN, notice_days=30)
    assert changed_period(waiting, 10, on=date(2026, 1, 20), notice_days=30) == waiting


@given(days=st.dictionaries(st.sampled_from(RetentionStage), DAYS))
def test_a_later_stage_never_comes_before_an_earlier_one(days):
    in_order = [days[stage] for stage in RetentionStage if stage in days]
    assert (out_of_order(days) is None) == (in_order == sorted(in_order))


def test_the_two_that_are_out_of_order_are_named():
    days = {RetentionStage.IDENTITY_DOCUMENT: 30, RetentionStage.CONTENT: 20}
    assert out_of_order(days) == (RetentionStage.IDENTITY_DOCUMENT, RetentionStage.CONTENT)
