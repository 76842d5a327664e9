"""Moments as calendar days of the agency: deadlines, delegations and reminders count whole days."""

from datetime import date, datetime

from django.utils import timezone

from wagtail_disclosure.core import conf
from wagtail_disclosure.rules import calendars


def local_date(moment: datetime) -> date:
    """The day of ``moment`` where the agency is."""
    return calendars.local_date(moment, conf.time_zone())


def today() -> date:
    """Today where the agency is."""
    return local_date(timezone.now())
