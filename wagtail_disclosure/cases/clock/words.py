"""A due date as people speak of it: how many working days are left, and until when."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_disclosure.cases.querysets import SOON
from wagtail_disclosure.rules.calendars import WorkingCalendar
from wagtail_disclosure.rules.deadlines import working_days_left


@dataclass(frozen=True)
class DueWords:
    """``urgency`` is late, soon, later, paused or done; it is a word and never only a color."""

    urgency: str
    text: str
    due_on: date | None
    is_provisional: bool


def describe_due(case: Any, *, on: date, calendar: WorkingCalendar) -> DueWords:
    """How ``case`` stands on the day ``on``."""
    urgency, text = _words(case, on=on, calendar=calendar)
    is_provisional = case.is_provisional and case.is_open
    return DueWords(urgency, text, due_on=case.due_on, is_provisional=is_provisional)


def _words(case: Any, *, on: date, calendar: WorkingCalendar) -> tuple[str, str]:
    if not case.is_open:
        return "done", _("Closed")
    if case.due_on is None and not case.due_explanation:
        return "late", _("No due date: its law has no time limit")
    if case.due_on is None:
        return "paused", _("Clock paused")
    left = working_days_left(on, case.due_on, calendar)
    if left < 0:
        late = -left
        return "late", ngettext("%(days)s working day late", "%(days)s working days late", late) % {
            "days": late
        }
    if left == 0 or case.due_on == on:
        return "soon", _("Due today")
    words = ngettext("%(days)s working day", "%(days)s working days", left) % {"days": left}
    return ("soon" if case.due_on <= on + SOON else "later"), words
