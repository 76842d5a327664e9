"""What the articles of the laws say, each with its number."""

from datetime import date

import holidays
import pytest

from tests.rules.events import PLAIN, due, extend, pause, restart, resume, start
from wagtail_disclosure.rules.calendars import (
    WorkingCalendar,
    unite,
)
from wagtail_disclosure.rules.deadlines import (
    ExtensionTooLong,
    Term,
    TermUnit,
)


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
