"""Shared nouns: agency, law, calendar, files."""

from wagtail_disclosure.core.models.bodies import InformationOfficer, PublicBody, Unit
from wagtail_disclosure.core.models.calendar_changes import CalendarChange
from wagtail_disclosure.core.models.calendars import CalendarDay, WorkCalendar
from wagtail_disclosure.core.models.channels import Channel
from wagtail_disclosure.core.models.database_changes import DatabaseChange
from wagtail_disclosure.core.models.files import StoredFile
from wagtail_disclosure.core.models.law import (
    DisclosureBasis,
    Exemption,
    Law,
    Outcome,
    PauseCause,
    ReceiptRule,
    Remedy,
    TimeLimit,
)
from wagtail_disclosure.core.models.numbers import NumberSeries
from wagtail_disclosure.core.models.recomputations import Recomputation
from wagtail_disclosure.core.models.windows import IntakeWindow, PublicWindow, WindowClerk

__all__ = [
    "CalendarChange",
    "CalendarDay",
    "Channel",
    "DatabaseChange",
    "DisclosureBasis",
    "Exemption",
    "InformationOfficer",
    "IntakeWindow",
    "Law",
    "NumberSeries",
    "Outcome",
    "PauseCause",
    "PublicBody",
    "Recomputation",
    "PublicWindow",
    "ReceiptRule",
    "Remedy",
    "StoredFile",
    "TimeLimit",
    "Unit",
    "WindowClerk",
    "WorkCalendar",
]
