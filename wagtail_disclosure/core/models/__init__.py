"""Shared nouns: agency, law, calendar, files."""

from wagtail_disclosure.core.models.bodies import (
    InformationOfficer,
    IntakeWindow,
    PublicBody,
    Unit,
)
from wagtail_disclosure.core.models.calendar_changes import CalendarChange
from wagtail_disclosure.core.models.calendars import CalendarDay, WorkCalendar
from wagtail_disclosure.core.models.channels import Channel
from wagtail_disclosure.core.models.files import StoredFile
from wagtail_disclosure.core.models.law import (
    Exemption,
    Law,
    Outcome,
    PauseCause,
    ReceiptRule,
    Remedy,
    TimeLimit,
)
from wagtail_disclosure.core.models.numbers import NumberSeries

__all__ = [
    "CalendarChange",
    "CalendarDay",
    "Channel",
    "Exemption",
    "InformationOfficer",
    "IntakeWindow",
    "Law",
    "NumberSeries",
    "Outcome",
    "PauseCause",
    "PublicBody",
    "ReceiptRule",
    "Remedy",
    "StoredFile",
    "TimeLimit",
    "Unit",
    "WorkCalendar",
]
