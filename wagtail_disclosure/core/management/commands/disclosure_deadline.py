import argparse
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from wagtail_disclosure.core.calculator.time_limits import (
    UnknownLimit,
    calendar_of,
    law_codes,
    time_limit,
    time_limits,
)
from wagtail_disclosure.core.explanations import DAY_REASONS
from wagtail_disclosure.core.law_presets import UnknownPreset
from wagtail_disclosure.rules.calendars import CalendarError
from wagtail_disclosure.rules.deadlines import DeadlineError, Due, due_on
from wagtail_disclosure.rules.questions import Question, Stretch

# The longest chain of pauses that somebody may ask about still ends in a year with days off.
YEARS_AHEAD = 3


def day(text: str) -> date:
    """A date as YYYY-MM-DD, and nothing else that Python would read as one."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.isoformat() != text:
        raise argparse.ArgumentTypeError(f"“{text}” is no date: write it as YYYY-MM-DD.")
    return found


def stretch(text: str) -> Stretch:
    """Two dates with two dots between them; both are paused days."""
    first, dots, last = text.partition("..")
    if not dots:
        raise argparse.ArgumentTypeError(
            f"“{text}” is no stretch of days: write it as YYYY-MM-DD..YYYY-MM-DD."
        )
    try:
        return Stretch(day(first), day(last))
    except DeadlineError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


class Command(BaseCommand):
    help = (
        "Says when something is due under a law, with every day counted, skipped and paused. "
        "Limits and calendars are the agency's where it loaded them, else as they are shipped."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--law", help="Code of a law, for example cn-ogi-2019.")
        parser.add_argument("--limit", help="Code of one of its time limits, for example answer.")
        parser.add_argument("--start", type=day, help="The day from which the term runs.")
        parser.add_argument(
            "--pause",
            type=stretch,
            action="append",
            default=[],
            metavar="FROM..TO",
            help="Days on which the clock stands still, both ends included; may be repeated.",
        )
        parser.add_argument("--extend", action="store_true", help="By the longest extension.")
        parser.add_argument("--restart", type=day, help="The day of the corrected request.")
        parser.add_argument("--json", action="store_true", help="Print JSON.")
        parser.add_argument("--list", action="store_true", help="Print laws and their limits.")

    def handle(self, *args: str, **options: Any) -> None:
        try:
            answer = self._listing(**options) if options["list"] else self._answer(**options)
        except (UnknownPreset, UnknownLimit, CalendarError, DeadlineError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(answer)

    def _listing(self, *, law: str | None, **options: Any) -> str:
        limits = {code: time_limits(code) for code in ([law] if law else law_codes())}
        if options["json"]:
            codes = {code: [limit.code for limit in found] for code, found in limits.items()}
            return _as_json(codes)
        lines: list[str] = []
        for code, found in limits.items():
            lines += [code, *(f"  {line}" for line in _limit_lines(found))]
        return "\n".join(lines)

    def _answer(self, *, law: str, limit: str, start: date, **options: Any) -> str:
        for name, value in (("--law", law), ("--limit", limit), ("--start", start)):
            if value is None:
                raise CommandError(f"{name} is missing; --list shows laws and limits.")
        question = Question(
            term=time_limit(law, limit).as_term(),
            started_on=start,
            pauses=options["pause"],
            restarted_on=options["restart"],
            is_extended=options["extend"],
        )
        events = question.events()
        calendar = calendar_of(law, through_year=events[-1].on.year + YEARS_AHEAD)
        due = due_on(events, question.term, calendar)
        return _as_json(_due_values(due)) if options["json"] else "\n".join(_due_lines(due))


def _due_values(due: Due) -> dict[str, Any]:
    return {
        "due": due.due_on.isoformat() if due.due_on else None,
        "provisional": due.provisional,
        "explanation": due.as_rows(),
    }


def _due_lines(due: Due) -> Iterator[str]:
    for explained in due.explanation:
        number = "" if explained.number is None else str(explained.number)
        words = f"{DAY_REASONS[explained.reason]}"
        source = f" ({explained.source})" if explained.source else ""
        yield f"{explained.day:%Y-%m-%d %a} {number:>4}  {words}{source}"
    yield _("Due on %(day)s") % {"day": due.due_on}
    if due.provisional:
        yield _("Provisional: the count reaches days that no official notice covers yet.")


def _limit_lines(limits: list[Any]) -> Iterator[str]:
    for limit in limits:
        extension = f" + {limit.extension}" if limit.extension else ""
        doubt = "" if limit.is_confirmed else ", to be confirmed"
        yield f"{limit.code:20} {limit.amount}{extension} {limit.unit} ({limit.citation}{doubt})"


def _as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
