"""Days of a calendar as notices bring them: lines of text, CSV, iCalendar, the library's year."""

import csv
import io
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import icalendar
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from wagtail_disclosure.core.calendars import seeds
from wagtail_disclosure.core.calendars.problems import in_words
from wagtail_disclosure.rules.calendar_changes import DayChange
from wagtail_disclosure.rules.calendars import CalendarError, ReasonCode

# What a line may call a kind of day, in the languages of the package.
KINDS: dict[str, ReasonCode | None] = {
    "holiday": ReasonCode.HOLIDAY,
    "放假": ReasonCode.HOLIDAY,
    "节假日": ReasonCode.HOLIDAY,
    "working day": ReasonCode.MAKE_UP_DAY,
    "make-up day": ReasonCode.MAKE_UP_DAY,
    "上班": ReasonCode.MAKE_UP_DAY,
    "调休上班": ReasonCode.MAKE_UP_DAY,
    "closure": ReasonCode.CLOSURE,
    "停止办公": ReasonCode.CLOSURE,
    "ordinary": None,
    "正常": None,
}
# More than an agency corrects in one go; a longer event is a mistake in its dates.
LONGEST_EVENT = 60
LARGEST_FILE = 1024 * 1024
# Calendars of holidays say in the name of an event that its days are worked.
MAKE_UP_WORDS = ("班", "make-up", "working day")
LIBRARY_KINDS: dict[str, ReasonCode] = {
    "holidays": ReasonCode.HOLIDAY,
    "working_days": ReasonCode.MAKE_UP_DAY,
}


def read_lines(text: str) -> list[DayChange]:
    """One day a line: date, kind and name, with commas or tabs between; a first line of titles is
    skipped. Raises ValidationError with every line that can't be read.
    """
    dialect = csv.excel_tab if "\t" in text else csv.excel
    rows = list(csv.reader(io.StringIO(text.replace("，", ",")), dialect))
    numbered = [(number, row) for number, row in enumerate(rows, start=1) if any(row)]
    if numbered and not any(character.isdigit() for character in numbered[0][1][0]):
        numbered = numbered[1:]
    return _all_or_errors(
        (_("Line %(number)s") % {"number": number}, partial(_line, row)) for number, row in numbered
    )


def read_file(name: str, content: bytes) -> list[DayChange]:
    """The days of an .ics or .csv file. Raises ValidationError naming what can't be read."""
    if len(content) > LARGEST_FILE:
        raise ValidationError(_("“%(name)s” is too large for a calendar.") % {"name": name})
    if name.lower().endswith(".ics"):
        return read_ics(content)
    if name.lower().endswith(".csv"):
        return read_lines(_decoded(name, content))
    raise ValidationError(_("“%(name)s” is neither .ics nor .csv.") % {"name": name})


def read_ics(content: bytes) -> list[DayChange]:
    """The whole days of every event; each day of an event that lasts several.

    RFC 5545: the end of an event is the day after its last one. Raises ValidationError for events
    that recur or have a time of day: they would have to be interpreted, and nobody would see how.
    """
    try:
        calendar = icalendar.Calendar.from_ical(content)
    except ValueError as error:
        raise ValidationError(_("This is no iCalendar file: %(why)s") % {"why": error}) from error
    return _all_or_errors(
        (_("Event “%(name)s”") % {"name": event.get("SUMMARY", "")}, partial(_event, event))
        for event in calendar.walk("VEVENT")
    )


def read_year(code: str, year: int) -> list[DayChange]:
    """The days of ``year`` as the `holidays` library knows them. Raises UnknownCalendar."""
    days = seeds.seeded(code, through_year=year)
    return [
        DayChange(day, kind, name)
        for attribute, kind in LIBRARY_KINDS.items()
        for day, name in sorted(getattr(days, attribute).items())
        if day.year == year
    ]


def _line(row: list[str]) -> list[DayChange]:
    day, kind, name = [*(cell.strip() for cell in row), "", ""][:3]
    if kind.lower() not in KINDS:
        raise CalendarError(
            _("“%(kind)s” is none of: %(kinds)s.") % {"kind": kind, "kinds": ", ".join(KINDS)}
        )
    return [DayChange(_date(day), KINDS[kind.lower()], name)]


def _event(event: Any) -> list[DayChange]:
    if "RRULE" in event or "RDATE" in event:
        raise CalendarError(_("It recurs: enter each of its days."))
    first, after = (event.decoded(name, None) for name in ("DTSTART", "DTEND"))
    for moment in (first, after):
        if isinstance(moment, datetime):
            raise CalendarError(
                _("“%(moment)s” has a time of day; only whole days can be read.")
                % {"moment": moment.isoformat()}
            )
    if first is None:
        raise CalendarError(_("It has no first day."))
    length = (after - first).days if after else 1
    if not 1 <= length <= LONGEST_EVENT:
        raise CalendarError(
            _("From %(first)s until %(after)s are %(length)s days.")
            % {"first": first, "after": after, "length": length}
        )
    name = str(event.get("SUMMARY", ""))
    is_worked = any(word in name.lower() for word in MAKE_UP_WORDS)
    kind = ReasonCode.MAKE_UP_DAY if is_worked else ReasonCode.HOLIDAY
    return [DayChange(first + timedelta(days=number), kind, name) for number in range(length)]


def _all_or_errors(
    readers: Iterable[tuple[str, Callable[[], list[DayChange]]]],
) -> list[DayChange]:
    """What all of them read, or a ValidationError with everything that is wrong, by its place."""
    found: list[DayChange] = []
    errors = []
    for place, read in readers:
        try:
            found += read()
        except CalendarError as error:
            errors.append(f"{place}: {in_words(error)}")
    if errors:
        raise ValidationError(errors)
    return found


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CalendarError(
            _("“%(text)s” is no date: write it as YYYY-MM-DD.") % {"text": text}
        ) from error


def _decoded(name: str, content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValidationError(_("“%(name)s” is neither UTF-8 nor GB18030.") % {"name": name})
