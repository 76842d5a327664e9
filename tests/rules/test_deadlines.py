"""Statute examples and bad input; test_deadline_properties.py has the properties."""

import json
from datetime import UTC, date, datetime

import holidays
import pytest

from tests.rules.chinese_calendar import china
from wagtail_disclosure.rules.calendars import (
    BeforeCalendar,
    NotADate,
    ReasonCode,
    WorkingCalendar,
    unite,
)
from wagtail_disclosure.rules.deadlines import (
    ClockEvent,
    ClockKind,
    DeadlineError,
    ExtensionTooLong,
    Term,
    TermUnit,
    add_months,
    due_on,
    working_days_left,
)

ANSWER = Term(20, TermUnit.WORKING_DAYS, "OGI Art. 33")
PLAIN = WorkingCalendar(code="plain", official_through=date(2030, 12, 31))


def start(on):
    return ClockEvent(ClockKind.START, on)


def pause(on, cause="third party", source=""):
    return ClockEvent(ClockKind.PAUSE, on, cause=cause, source=source)


def resume(on, cause="third party"):
    return ClockEvent(ClockKind.RESUME, on, cause=cause)


def restart(on):
    return ClockEvent(ClockKind.RESTART, on)


def transfer(on, source=""):
    return ClockEvent(ClockKind.TRANSFER, on, source=source)


def extend(on, amount):
    return ClockEvent(ClockKind.EXTEND, on, amount=amount)


def due(*events, term=ANSWER, calendar=None):
    return due_on(events, term, calendar or china()).due_on


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        # Over Spring Festival 2025, with the make-up days 26 January and 8 February.
        (date(2025, 1, 24), date(2025, 2, 27)),
        # No holiday near: four weeks.
        (date(2025, 3, 3), date(2025, 3, 31)),
        # Received on a Sunday that is worked.
        (date(2026, 1, 4), date(2026, 1, 30)),
        # Over National Day 2025 (1 to 8 October; worked: 28 September and 11 October).
        (date(2025, 9, 24), date(2025, 10, 28)),
    ],
)
def test_ogi_article_33_answer_within_20_working_days(received, expected):
    assert due(start(received)) == expected


def test_ogi_article_33_extension_by_up_to_20_working_days():
    events = [start(date(2025, 1, 24)), extend(date(2025, 2, 20), 20)]
    assert due(*events) == due(start(date(2025, 1, 24)), term=Term(40, TermUnit.WORKING_DAYS))
    assert due(*events) == date(2025, 3, 27)


def test_ogi_article_33_time_for_a_third_party_is_not_counted():
    # Asked on Monday 10 March, heard on Monday 24 March: ten working days stand still.
    events = [start(date(2025, 3, 3)), pause(date(2025, 3, 10)), resume(date(2025, 3, 24))]
    assert due(*events) == date(2025, 4, 15)
    # 31 March, ten working days later, with Qingming (4 to 6 April) between.
    assert due(start(date(2025, 3, 31)), term=Term(10, TermUnit.WORKING_DAYS)) == date(2025, 4, 15)


def test_ogi_article_30_the_term_restarts_with_the_corrected_request():
    events = [start(date(2025, 3, 3)), restart(date(2025, 3, 20))]
    assert due(*events) == due(start(date(2025, 3, 20)))


def test_ogi_article_30_correction_notice_within_7_working_days():
    assert due(start(date(2025, 1, 24)), term=Term(7, TermUnit.WORKING_DAYS)) == date(2025, 2, 10)


def test_ogi_article_32_third_party_answers_within_15_working_days():
    assert due(start(date(2025, 3, 3)), term=Term(15, TermUnit.WORKING_DAYS)) == date(2025, 3, 24)


def test_ogi_article_26_publish_within_20_working_days_of_formation():
    assert due(start(date(2026, 2, 10))) == date(2026, 3, 16)


def test_permit_law_article_42_decide_within_20_working_days_and_10_more():
    events = [start(date(2025, 3, 3)), extend(date(2025, 3, 28), 10)]
    assert due(*events) == date(2025, 4, 15)


def test_uk_foia_counts_a_bank_holiday_in_any_nation():
    nations = [
        WorkingCalendar(
            code=nation,
            holidays=dict(holidays.country_holidays("GB", subdiv=nation, years=2026)),
            official_through=date(2026, 12, 31),
        )
        for nation in ("ENG", "WLS", "SCT", "NIR")
    ]
    united_kingdom = unite("gb", nations)
    assert due(start(date(2026, 6, 24)), calendar=united_kingdom) == date(2026, 7, 23)
    # England alone has no holiday on 13 July.
    assert due(start(date(2026, 6, 24)), calendar=nations[0]) == date(2026, 7, 22)


def test_in_rti_30_calendar_days_do_not_skip_days_off():
    term = Term(30, TermUnit.CALENDAR_DAYS, "RTI Act s. 7(1)")
    assert due(start(date(2025, 1, 24)), term=term) == date(2025, 2, 23)


def test_in_rti_48_hours_end_on_the_day_of_the_last_hour():
    term = Term(48, TermUnit.HOURS, "RTI Act s. 7(1), proviso")
    assert due(start(date(2025, 1, 24)), term=term) == date(2025, 1, 26)
    assert due(start(date(2025, 1, 24)), term=Term(49, TermUnit.HOURS)) == date(2025, 1, 27)
    rolling = Term(48, TermUnit.HOURS, rolls=True)
    # Sunday 26 January is worked, 28 January to 4 February are off.
    assert due(start(date(2025, 1, 24)), term=rolling) == date(2025, 1, 26)
    assert due(start(date(2025, 1, 27)), term=rolling) == date(2025, 2, 5)


def test_a_transfer_begins_the_term_anew_for_the_body_that_takes_over():
    moved = [
        start(date(2025, 3, 3)),
        extend(date(2025, 3, 4), 20),
        pause(date(2025, 3, 5)),
        transfer(date(2025, 3, 20), "移送函 7"),
    ]
    result = due_on(moved, ANSWER, china())
    assert result.due_on == due(start(date(2025, 3, 20)))
    assert result.explanation[0].reason is ReasonCode.BEFORE_TRANSFER
    assert result.explanation[0].source == "移送函 7"


def test_a_pause_of_the_new_body_counts_after_a_transfer():
    day = date(2025, 3, 20)
    moved = [start(date(2025, 3, 3)), pause(date(2025, 3, 5)), transfer(day), pause(day)]
    assert due(*moved) is None


def test_ogi_article_33_no_extension_beyond_20_working_days():
    answer = Term(20, TermUnit.WORKING_DAYS, "OGI Art. 33", longest_extension=20)
    begun, day = start(date(2025, 1, 24)), date(2025, 2, 20)
    assert due(begun, extend(day, 12), extend(day, 8), term=answer) == date(2025, 3, 27)
    message = "Extended by 21 working_days: at most 20 are allowed by OGI Art. 33"
    with pytest.raises(ExtensionTooLong, match=message):
        due(begun, extend(day, 20), extend(day, 1), term=answer)
    # The corrected request has a term, and an extension, of its own.
    renewed = [begun, extend(day, 20), restart(day), extend(day, 20)]
    assert due(*renewed, term=answer) == due(start(day), extend(day, 20))
    with pytest.raises(ExtensionTooLong):
        due(begun, extend(day, 21), restart(day), term=answer)


def test_a_term_without_extension_refuses_any():
    with pytest.raises(ExtensionTooLong, match="at most 0 are allowed"):
        due(start(DAY), extend(DAY, 1), term=Term(7, TermUnit.WORKING_DAYS, longest_extension=0))


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        (date(2025, 1, 31), date(2025, 2, 28)),
        (date(2024, 1, 31), date(2024, 2, 29)),
        (date(2025, 2, 28), date(2025, 3, 28)),
        (date(2025, 12, 15), date(2026, 1, 15)),
    ],
)
def test_de_ifg_one_month_ends_on_the_same_day_or_the_last_of_the_month(received, expected):
    term = Term(1, TermUnit.MONTHS, "IFG § 7 (5), BGB § 188")
    assert due(start(received), term=term, calendar=PLAIN) == expected


def test_extending_a_month_twice_is_extending_it_by_two():
    month = Term(1, TermUnit.MONTHS)
    once = [start(date(2025, 1, 31)), extend(date(2025, 2, 1), 2)]
    twice = [start(date(2025, 1, 31)), extend(date(2025, 2, 1), 1), extend(date(2025, 2, 20), 1)]
    assert due(*once, term=month) == due(*twice, term=month) == date(2025, 4, 30)


def test_a_month_that_counts_its_first_day_ends_the_day_before():
    month = Term(1, TermUnit.MONTHS, start_day_counts=True)
    assert due(start(date(2025, 3, 10)), term=month) == date(2025, 4, 9)


def test_a_pause_lengthens_a_month_by_its_days():
    events = [start(date(2025, 3, 3)), pause(date(2025, 3, 10)), resume(date(2025, 3, 15))]
    assert due(*events, term=Term(1, TermUnit.MONTHS)) == date(2025, 4, 8)


def test_a_term_rolls_off_days_off_only_where_the_law_says_so():
    # 2025-10-01 to 2025-10-08 are off, and so ends a term of ten days from 21 September.
    fixed = Term(10, TermUnit.CALENDAR_DAYS)
    rolling = Term(10, TermUnit.CALENDAR_DAYS, rolls=True)
    assert due(start(date(2025, 9, 21)), term=fixed) == date(2025, 10, 1)
    result = due_on([start(date(2025, 9, 21))], rolling, china())
    assert result.due_on == date(2025, 10, 9)
    assert result.explanation[-1].reason is ReasonCode.ROLLED_TO
    assert [row.number for row in result.explanation[-9:]] == [10, *[None] * 8]


def test_the_start_day_counts_where_the_law_says_so():
    term = Term(5, TermUnit.WORKING_DAYS, start_day_counts=True)
    assert due(start(date(2025, 3, 3)), term=term) == date(2025, 3, 7)
    assert due(start(date(2025, 3, 1)), term=term) == date(2025, 3, 7)


def test_overlapping_pauses_count_once():
    overlapping = [
        start(date(2025, 3, 3)),
        pause(date(2025, 3, 10), "third party"),
        pause(date(2025, 3, 12), "other agency"),
        resume(date(2025, 3, 17), "third party"),
        resume(date(2025, 3, 24), "other agency"),
    ]
    one = [start(date(2025, 3, 3)), pause(date(2025, 3, 10)), resume(date(2025, 3, 24))]
    assert due(*overlapping) == due(*one)


def test_the_same_cause_can_pause_again():
    twice = [
        start(date(2025, 3, 3)),
        pause(date(2025, 3, 10)),
        resume(date(2025, 3, 12)),
        pause(date(2025, 3, 12)),
        resume(date(2025, 3, 24)),
    ]
    assert due(*twice) == date(2025, 4, 15)


def test_a_clock_that_stands_still_has_no_due_date():
    result = due_on([start(date(2025, 3, 3)), pause(date(2025, 3, 10))], ANSWER, china())
    assert result.due_on is None
    assert [row.day for row in result.explanation if row.counts][-1] == date(2025, 3, 7)
    assert result.explanation[-1].reason is ReasonCode.PAUSED


def test_a_pause_that_begins_after_the_due_date_gives_no_day_back():
    events = [start(date(2025, 1, 24)), pause(date(2025, 3, 10))]
    assert due(*events) == date(2025, 2, 27)


def test_a_restart_ends_the_extension_of_the_old_term_and_keeps_open_pauses():
    extended = [start(date(2025, 3, 3)), extend(date(2025, 3, 4), 20), restart(date(2025, 3, 20))]
    assert due(*extended) == due(start(date(2025, 3, 20)))
    waiting = [start(date(2025, 3, 3)), pause(date(2025, 3, 10)), restart(date(2025, 3, 12))]
    assert due(*waiting) is None
    assert due(*waiting, resume(date(2025, 3, 13))) == due(start(date(2025, 3, 12)))


def test_every_day_is_explained_once_and_in_order():
    events = [
        start(date(2025, 1, 20)),
        restart(date(2025, 1, 24)),
        pause(date(2025, 2, 10), source="征求意见书 3"),
        resume(date(2025, 2, 12)),
    ]
    result = due_on(events, ANSWER, china())
    days = [row.day for row in result.explanation]
    assert days == sorted(set(days))
    assert (days[0], days[-1]) == (date(2025, 1, 20), date(2025, 3, 3))
    assert result.due_on == days[-1]
    assert len(days) == (days[-1] - days[0]).days + 1
    assert [row.number for row in result.explanation if row.counts] == list(range(1, 21))
    by_day = {row.day: row for row in result.explanation}
    for day, reason, source in [
        (date(2025, 1, 20), ReasonCode.BEFORE_RESTART, ""),
        (date(2025, 1, 24), ReasonCode.START_DAY, ""),
        (date(2025, 1, 25), ReasonCode.WEEKEND, ""),
        (date(2025, 1, 26), ReasonCode.MAKE_UP_DAY, "调休上班"),
        (date(2025, 1, 27), ReasonCode.WORKING_DAY, ""),
        (date(2025, 1, 29), ReasonCode.HOLIDAY, "春节"),
        (date(2025, 2, 10), ReasonCode.PAUSED, "征求意见书 3"),
        (date(2025, 2, 11), ReasonCode.PAUSED, "征求意见书 3"),
    ]:
        assert (by_day[day].reason, by_day[day].source) == (reason, source), day
    assert by_day[date(2025, 2, 12)].counts


def test_the_explanation_can_be_stored_as_json():
    rows = due_on([start(date(2025, 1, 24))], ANSWER, china()).as_rows()
    assert json.loads(json.dumps(rows)) == rows
    assert rows[0] == {
        "day": "2025-01-24",
        "counts": False,
        "reason": "start_day",
        "source": "",
        "number": None,
    }
    assert rows[-1] == {
        "day": "2025-02-27",
        "counts": True,
        "reason": "working_day",
        "source": "",
        "number": 20,
    }


@pytest.mark.parametrize(
    ("received", "provisional"), [(date(2026, 12, 3), False), (date(2026, 12, 4), True)]
)
def test_a_count_that_reaches_an_unannounced_year_is_provisional(received, provisional):
    assert due_on([start(received)], ANSWER, china()).provisional is provisional


def test_calendar_days_are_provisional_only_where_they_roll():
    thirty, rolling = (Term(30, TermUnit.CALENDAR_DAYS, rolls=rolls) for rolls in (False, True))
    assert not due_on([start(date(2026, 12, 20))], thirty, china()).provisional
    assert due_on([start(date(2026, 12, 20))], rolling, china()).provisional


@pytest.mark.parametrize(
    ("today", "left"),
    [
        (date(2025, 3, 10), 4),
        (date(2025, 3, 13), 1),
        (date(2025, 3, 14), 0),
        # Friday was the last day: Saturday is late though no working day has passed.
        (date(2025, 3, 15), -1),
        (date(2025, 3, 17), -1),
        (date(2025, 3, 18), -2),
    ],
)
def test_working_days_left_are_negative_as_soon_as_it_is_late(today, left):
    assert working_days_left(today, date(2025, 3, 14), china()) == left


def test_working_days_left_count_make_up_days():
    assert working_days_left(date(2025, 1, 24), date(2025, 2, 27), china()) == 20


@pytest.mark.parametrize(
    "moment", [datetime(2025, 1, 24, 1, 0, tzinfo=UTC), datetime(2025, 1, 24), "2025-01-24"]
)
def test_moments_are_refused(moment):
    with pytest.raises(NotADate, match="local date"):
        start(moment)
    with pytest.raises(NotADate):
        working_days_left(moment, date(2025, 1, 24), china())
    with pytest.raises(NotADate):
        working_days_left(date(2025, 1, 24), moment, china())


DAY = date(2025, 3, 3)
LATER = date(2025, 3, 5)


@pytest.mark.parametrize(
    ("events", "message"),
    [
        ([], "not with nothing"),
        ([pause(DAY)], "not with “pause”"),
        ([start(DAY), start(LATER)], "can't start on 2025-03-05"),
        ([start(LATER), extend(DAY, 5)], "“extend” on 2025-03-03 is out of order: 2025-03-05"),
        ([start(DAY), pause(LATER), resume(DAY)], "“resume” on 2025-03-03 is out of order"),
        ([start(DAY), resume(LATER)], "No pause for “third party” to end on 2025-03-05"),
        ([start(DAY), pause(DAY, "a"), resume(LATER, "b")], "No pause for “b”"),
        ([start(DAY), pause(DAY), pause(LATER)], "paused for “third party” before 2025-03-05"),
    ],
)
def test_events_that_make_no_sense_are_refused_by_name(events, message):
    with pytest.raises(DeadlineError, match=message):
        due_on(events, ANSWER, china())


@pytest.mark.parametrize("unit", list(TermUnit))
def test_a_start_before_the_calendar_is_refused_for_every_unit(unit):
    with pytest.raises(BeforeCalendar, match="2003-12-31"):
        due_on([start(date(2003, 12, 31))], Term(1, unit), china())


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Term(0, TermUnit.MONTHS), "0 months is no term"),
        (lambda: Term(1, TermUnit.MONTHS, longest_extension=-1), "-1 is no longest extension"),
        (lambda: Term(1, "fortnights"), "“fortnights” is no unit"),
        (lambda: extend(DAY, 0), "“extend” can't have the amount 0"),
        (lambda: extend(DAY, -3), "“extend” can't have the amount -3"),
        (lambda: ClockEvent(ClockKind.PAUSE, DAY, amount=2), "“pause” can't have the amount 2"),
        (lambda: ClockEvent(ClockKind.START, DAY, amount=-2), "“start” can't have the amount -2"),
        (lambda: ClockEvent("stop", DAY), "“stop” is no kind of clock event"),
    ],
)
def test_terms_and_events_name_what_is_wrong(make, message):
    with pytest.raises(DeadlineError, match=message):
        make()


def test_stored_words_serve_as_units_and_kinds():
    events = [ClockEvent("start", date(2025, 1, 24))]
    assert due_on(events, Term(20, "working_days"), china()).due_on == date(2025, 2, 27)


def test_adding_months_crosses_years():
    assert add_months(date(2024, 12, 31), 2) == date(2025, 2, 28)
    assert add_months(date(2024, 2, 29), 12) == date(2025, 2, 28)
