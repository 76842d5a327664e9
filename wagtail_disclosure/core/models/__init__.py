"""Shared nouns: agency, law, calendar, files."""

from wagtail_disclosure.core.models.bodies import (
    InformationOfficer,
    IntakeWindow,
    PublicBody,
    Unit,
)
from wagtail_disclosure.core.models.calendars import CalendarDay, WorkCalendar
from wagtail_disclosure.core.models.files import StoredFile
from wagtail_disclosure.core.models.law import Exemption, Law, Outcome, Remedy, TimeLimit
from wagtail_disclosure.core.models.numbers import NumberSeries

__all__ = [
    "CalendarDay",
    "Exemption",
    "InformationOfficer",
    "IntakeWindow",
    "Law",
    "NumberSeries",
    "Outcome",
    "PublicBody",
    "Remedy",
    "StoredFile",
    "TimeLimit",
    "Unit",
    "WorkCalendar",
]
