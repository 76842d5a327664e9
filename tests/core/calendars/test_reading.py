from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from wagtail_disclosure.core.calendars import reading
from wagtail_disclosure.rules.calendar_changes import DayChange
from wagtail_disclosure.rules.calendars import ReasonCode

HOLIDAY, WORKED = ReasonCode.HOLIDAY, ReasonCode.MAKE_UP_DAY


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def ics(*events: str) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:test"]
    for event in events:
        lines += ["BEGIN:VEVENT", "UID:1", *event.split(), "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


class TestLines:
    def test_name_a_day_its_kind_and_what_it_is_called(self):
        text = "2027-02-06,holiday,Spring Festival\n2027-02-20，上班，春节\n\n2027-03-01,ordinary"
        assert reading.read_lines(text) == [
            DayChange(date(2027, 2, 6), HOLIDAY, "Spring Festival"),
            DayChange(date(2027, 2, 20), WORKED, "春节"),
            DayChange(date(2027, 3, 1), None),
        ]

    def test_can_come_from_a_spreadsheet_with_titles(self):
        text = "Date\tKind\tName\n2027-02-06\tHoliday\tSpring Festival"
        assert [one.day for one in reading.read_lines(text)] == [date(2027, 2, 6)]

    def test_are_all_named_that_are_wrong(self):
        text = "2027-02-30,holiday,A\n2027-02-06,feast,B\n2027-02-07,holiday,\n2027-02-08,holiday,D"
        with pytest.raises(ValidationError) as caught:
            reading.read_lines(text)
        assert [message.partition(": ")[::2] for message in caught.value.messages] == [
            ("Line 1", "“2027-02-30” is no date: write it as YYYY-MM-DD."),
            (
                "Line 2",
                "“feast” is none of: holiday, 放假, 节假日, working day, make-up day, 上班, "
                "调休上班, closure, 停止办公, ordinary, 正常.",
            ),
            ("Line 3", "7 February 2027 needs a name, such as that of the holiday."),
        ]


class TestACalendarFile:
    def test_gives_every_day_of_an_event_that_lasts_several(self):
        content = ics(
            "DTSTART;VALUE=DATE:20270206 DTEND;VALUE=DATE:20270209 SUMMARY:春节",
            "DTSTART;VALUE=DATE:20270220 SUMMARY:春节补班",
        )
        assert reading.read_file("2027.ICS", content) == [
            DayChange(date(2027, 2, 6), HOLIDAY, "春节"),
            DayChange(date(2027, 2, 7), HOLIDAY, "春节"),
            DayChange(date(2027, 2, 8), HOLIDAY, "春节"),
            DayChange(date(2027, 2, 20), WORKED, "春节补班"),
        ]

    @pytest.mark.parametrize(
        ("event", "message"),
        [
            (
                "DTSTART;VALUE=DATE:20270101 RRULE:FREQ=YEARLY SUMMARY:NewYear",
                "Event “NewYear”: It recurs: enter each of its days.",
            ),
            (
                "DTSTART:20270101T000000Z DTEND:20270102T000000Z SUMMARY:NewYear",
                "Event “NewYear”: “2027-01-01T00:00:00.00:00” has a time of day",
            ),
            (
                "DTSTART;TZID=Asia/Shanghai:20270101T000000 SUMMARY:NewYear",
                "“2027-01-01T00:00:00.08:00” has a time of day",
            ),
            ("SUMMARY:NewYear", "It has no first day"),
            (
                "DTSTART;VALUE=DATE:20270105 DTEND;VALUE=DATE:20270101 SUMMARY:NewYear",
                "From 2027-01-05 until 2027-01-01 are -4 days",
            ),
            (
                "DTSTART;VALUE=DATE:20270105 DTEND;VALUE=DATE:20280105 SUMMARY:NewYear",
                "are 365 days",
            ),
            ("DTSTART;VALUE=DATE:20270105", "5 January 2027 needs a name"),
        ],
    )
    def test_with_an_event_that_can_not_be_taken_whole_is_refused_by_name(self, event, message):
        good = "DTSTART;VALUE=DATE:20270206 SUMMARY:Spring"
        with pytest.raises(ValidationError) as caught:
            reading.read_file("a.ics", ics(good, event))
        (told,) = caught.value.messages
        assert message.replace("00.0", "00+0") in told

    @pytest.mark.parametrize(
        ("name", "content", "message"),
        [
            ("a.ics", b"2027-01-01,holiday,New Year", "This is no iCalendar file"),
            ("a.xlsx", b"PK", "“a.xlsx” is neither .ics nor .csv"),
            ("a.csv", b"\xff\xff\xff", "“a.csv” is neither UTF-8 nor GB18030"),
            ("a.csv", b"x" * (reading.LARGEST_FILE + 1), "“a.csv” is too large"),
        ],
    )
    def test_of_another_kind_is_refused(self, name, content, message):
        with pytest.raises(ValidationError, match=message):
            reading.read_file(name, content)

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
    def test_may_be_csv_as_spreadsheets_write_it(self, encoding):
        content = "日期,类型,名称\r\n2027-02-06,放假,春节\r\n".encode(encoding)
        assert reading.read_file("a.csv", content) == [DayChange(date(2027, 2, 6), HOLIDAY, "春节")]


def test_a_year_of_the_library():
    days = reading.read_year("cn", 2026)
    assert {one.day.year for one in days} == {2026}
    assert DayChange(date(2026, 1, 4), WORKED, "调休上班") in days
    assert DayChange(date(2026, 1, 1), HOLIDAY, "元旦") in days
