"""When would it be due: a start with pauses, a restart and an extension, as people ask for it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from wagtail_disclosure.rules.calendars import ONE_DAY, require_date
from wagtail_disclosure.rules.clocks import ClockEvent, ClockKind, DeadlineError
from wagtail_disclosure.rules.deadlines import Term

LONGEST = timedelta(days=3660)
LAST_DAY = date(2200, 12, 31)


class EndsBeforeItBegins(DeadlineError):
    """A pause whose last day is before its first."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        super().__init__(f"The pause from {first} ends before it begins: {last}.")


class BeforeStart(DeadlineError):
    """Something happened to a clock that did not run yet."""

    def __init__(self, event: ClockEvent, start: date) -> None:
        self.day, self.start = event.on, start
        super().__init__(f"“{event.kind}” on {event.on} is before the start on {start}.")


class TooFar(DeadlineError):
    """A day so far away that nobody asks about it but to keep a computer busy."""

    def __init__(self, day: date) -> None:
        self.day = day
        super().__init__(
            f"{day} is too far away: at most {LONGEST.days} days after the start, and not after "
            f"{LAST_DAY}."
        )


class NoExtension(DeadlineError):
    """A term was to be extended that its law does not extend."""

    def __init__(self, term: Term) -> None:
        by = term.citation or "the law"
        super().__init__(f"{by} allows no extension of {term.amount} {term.unit}.")


@dataclass(frozen=True)
class Stretch:
    """Days on which the clock stands still; the first and the last are among them."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if require_date(self.last) < require_date(self.first):
            raise EndsBeforeItBegins(self.first, self.last)


@dataclass(frozen=True)
class Question:
    """A term that starts on a day, and what happened to its clock since.

    ``is_extended``: by the longest extension that the law allows.
    """

    term: Term
    started_on: date
    pauses: Sequence[Stretch] = ()
    restarted_on: date | None = None
    is_extended: bool = False

    def events(self) -> list[ClockEvent]:
        """The clock's events in their order. Raises DeadlineError naming what makes no sense."""
        start = ClockEvent(ClockKind.START, self.started_on)
        self._check_reach()
        later = sorted(self._later(), key=lambda event: event.on)
        if later and later[0].on < self.started_on:
            raise BeforeStart(later[0], self.started_on)
        events = [start, *later]
        return [*events, self._extension(events[-1].on)] if self.is_extended else events

    def _check_reach(self) -> None:
        # Every day between is counted and explained, for whoever asks.
        last = [pause.last for pause in self.pauses]
        last += [self.restarted_on] if self.restarted_on else []
        for day in (self.started_on, *last):
            if day > LAST_DAY or day - self.started_on > LONGEST:
                raise TooFar(day)

    def _later(self) -> Iterator[ClockEvent]:
        for number, pause in enumerate(self.pauses, start=1):
            # Each pause has a cause of its own, so that those that overlap count once.
            cause = f"pause {number}"
            source = f"{pause.first} – {pause.last}"
            yield ClockEvent(ClockKind.PAUSE, pause.first, cause=cause, source=source)
            yield ClockEvent(ClockKind.RESUME, pause.last + ONE_DAY, cause=cause)
        if self.restarted_on:
            yield ClockEvent(ClockKind.RESTART, self.restarted_on)

    def _extension(self, on: date) -> ClockEvent:
        if not self.term.longest_extension:
            raise NoExtension(self.term)
        return ClockEvent(ClockKind.EXTEND, on, amount=self.term.longest_extension)
