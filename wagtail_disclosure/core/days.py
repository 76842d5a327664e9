"""Moments as calendar days of the agency: deadlines, delegations and reminders count whole days."""

from datetime import date, datetime

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import pgettext

from wagtail_disclosure.core import conf
from wagtail_disclosure.rules import calendars


def local_date(moment: datetime) -> date:
    """The day of ``moment`` where the agency is."""
    return calendars.local_date(moment, conf.time_zone())


def today() -> date:
    """Today where the agency is."""
    return local_date(timezone.now())


def written_day(value: date | datetime) -> str:
    """A day in the reader's language: 2026年12月21日, 21 December 2026; of a moment, the local one.

    Django's English formats are the American ones, of which 12/01/2026 is read as a day in January
    elsewhere.
    """
    day = local_date(value) if isinstance(value, datetime) else value
    return date_format(day, "j F Y" if _is_english() else "DATE_FORMAT")


def written_moment(value: datetime) -> str:
    """The same with the time of the day where the agency is: 21 December 2026, 14:05."""
    local = timezone.localtime(value, conf.time_zone())
    parts = {"day": written_day(value), "time": date_format(local, "H:i")}
    return pgettext("moment", "%(day)s, %(time)s") % parts


def _is_english() -> bool:
    return (translation.get_language() or "").startswith("en")
