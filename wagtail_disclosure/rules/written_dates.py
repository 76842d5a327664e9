"""Dates as people and spreadsheets write them."""

import re
import unicodedata
from datetime import date, timedelta

YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
CHINESE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})[日号]?")
IN_WORDS = re.compile(r"(\d{1,2}) ([a-z]+)\.?,? (\d{4})")
SERIAL = re.compile(r"\d{5}")
# A day of midnight is a date that a program stored as a moment.
MIDNIGHT = re.compile(r"[T ]00:00(:00(\.0+)?)?$")
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
# Spreadsheets count days from here; their 29 February 1900 never was, so that it is the 30th.
DAY_ZERO = date(1899, 12, 30)


def read_date(text: str) -> date:
    """The date in ``text``: 2024-01-05, 2024/1/5, 2024年1月5日, 5 January 2024, or a serial day.

    Full-width digits count as the usual ones. Raises ValueError for everything else, 1/5/2024
    among it: nobody knows which of the two is the month.
    """
    written = MIDNIGHT.sub("", " ".join(unicodedata.normalize("NFKC", text).split()))
    for form in (YEAR_FIRST, CHINESE):
        if match := form.fullmatch(written):
            year, month, day = map(int, match.groups())
            return date(year, month, day)
    if match := IN_WORDS.fullmatch(written.lower()):
        return date(int(match[3]), _month(match[2]), int(match[1]))
    if SERIAL.fullmatch(written):
        return DAY_ZERO + timedelta(days=int(written))
    raise ValueError(f"“{text}” is no date.")


def _month(name: str) -> int:
    """By its English name, or the beginning of it. Raises ValueError."""
    for number, month in enumerate(MONTHS, start=1):
        if len(name) >= 3 and month.startswith(name):
            return number
    raise ValueError(f"There is no month “{name}”.")
