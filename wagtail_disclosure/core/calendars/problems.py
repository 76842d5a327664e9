"""What the rules find wrong with a day, in the reader's language."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from wagtail_disclosure.core.days import written_day
from wagtail_disclosure.rules.calendar_changes import ChangedTwice, NamelessDay
from wagtail_disclosure.rules.calendars import BeforeCalendar, CalendarError


def in_words(error: CalendarError) -> str:
    """The problem and what to do; what nobody can cause by filling in a form stays as it is."""
    say = WORDS.get(type(error))
    return say(error) if say else str(error)


def _before(error: Any) -> str:
    return _("%(day)s is before %(first)s, where the calendar begins.") % {
        "day": written_day(error.day),
        "first": written_day(error.first_day),
    }


def _twice(error: Any) -> str:
    return _("%(day)s is there twice: leave one of them out.") % {"day": written_day(error.day)}


def _nameless(error: Any) -> str:
    return _("%(day)s needs a name, such as that of the holiday.") % {"day": written_day(error.day)}


WORDS: dict[type[CalendarError], Callable[[Any], str]] = {
    BeforeCalendar: _before,
    ChangedTwice: _twice,
    NamelessDay: _nameless,
}
