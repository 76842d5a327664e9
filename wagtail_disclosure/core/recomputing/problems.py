"""Why a due date could not be computed: stored as a code with values, read in any language."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail_disclosure.core.days import written_day
from wagtail_disclosure.core.models.law import UNIT_NAMES
from wagtail_disclosure.core.seams import Problem
from wagtail_disclosure.rules import calendars, clocks, deadlines

NO_TIME_LIMIT = "no_time_limit"
OTHER = "other"

CODES: Mapping[type[Exception], str] = {
    calendars.BeforeCalendar: "before_calendar",
    calendars.AfterCalendar: "after_calendar",
    clocks.NoStart: "no_start",
    clocks.RunsAlready: "runs_already",
    clocks.OutOfOrder: "out_of_order",
    clocks.PausedAlready: "paused_already",
    clocks.NothingToResume: "nothing_to_resume",
    deadlines.ExtensionTooLong: "extension_too_long",
}
WORDS: Mapping[str, str | Promise] = {
    "before_calendar": gettext_lazy("%(day)s is before %(first_day)s, where the calendar begins."),
    "after_calendar": gettext_lazy("There is no day after %(day)s."),
    "no_start": gettext_lazy("Its clock was never started."),
    "runs_already": gettext_lazy("Its clock can't start on %(on)s: it runs already."),
    "out_of_order": gettext_lazy(
        "What happened to its clock on %(on)s was recorded after something of %(latest_on)s."
    ),
    "paused_already": gettext_lazy(
        "Its clock was paused on %(on)s for “%(cause)s”, which it was waiting for already."
    ),
    "nothing_to_resume": gettext_lazy(
        "On %(on)s a pause for “%(cause)s” was ended that nobody began."
    ),
    "extension_too_long": gettext_lazy(
        "It was extended by %(amount)s; the law allows %(limit)s (%(unit)s, %(citation)s)."
    ),
    NO_TIME_LIMIT: gettext_lazy("Its law has no time limit for the answer."),
}


def problem_of(label: str, error: Exception) -> Problem:
    """What to store of ``error``, which the rules raised for what ``label`` names."""
    code = CODES.get(type(error), OTHER)
    if code == OTHER:
        return Problem(label, OTHER, {"text": str(error)})
    return Problem(label, code, {name: _stored(value) for name, value in vars(error).items()})


def in_words(stored: Mapping[str, Any]) -> str:
    """A stored problem in the reader's language; what has no words stays as the rules put it."""
    code, values = stored["code"], stored["values"]
    if code not in WORDS:
        text = values.get("text", code)
    else:
        text = WORDS[code] % {name: _shown(name, value) for name, value in values.items()}
    return _("%(label)s: %(problem)s") % {"label": stored["label"], "problem": text}


def in_all_words(stored: Iterable[Mapping[str, Any]]) -> list[str]:
    return [in_words(one) for one in stored]


def _stored(value: Any) -> Any:
    return {"date": value.isoformat()} if isinstance(value, date) else value


def _shown(name: str, value: Any) -> Any:
    if isinstance(value, dict):
        return written_day(date.fromisoformat(value["date"]))
    if name == "unit":
        return UNIT_NAMES[deadlines.TermUnit(value)]
    return value
