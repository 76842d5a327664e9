"""What starts, stops and moves a statutory clock: a fold over events, always from the start.

Whole dates of the agency's time zone only.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import reduce

from wagtail_disclosure.rules.calendars import DayReason, ReasonCode, require_date


class DeadlineError(ValueError):
    """A term or a list of clock events makes no sense."""


class NoStart(DeadlineError):
    """The first event of a clock does not start it."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        first = f"“{kind}”" if kind else "nothing"
        super().__init__(f"A clock begins with a start, not with {first}.")


class RunsAlready(DeadlineError):
    """A clock was started a second time."""

    def __init__(self, on: date) -> None:
        self.on = on
        super().__init__(f"The clock can't start on {on}: it runs already.")


class OutOfOrder(DeadlineError):
    """An event is recorded after one of a later day."""

    def __init__(self, kind: str, on: date, latest_on: date) -> None:
        self.kind, self.on, self.latest_on = kind, on, latest_on
        super().__init__(f"“{kind}” on {on} is out of order: {latest_on} came before it.")


class PausedAlready(DeadlineError):
    """A clock was paused twice for the same cause."""

    def __init__(self, cause: str, on: date) -> None:
        self.cause, self.on = cause, on
        super().__init__(f"The clock is paused for “{cause}” before {on} already.")


class NothingToResume(DeadlineError):
    """A pause was ended that nobody began."""

    def __init__(self, cause: str, on: date) -> None:
        self.cause, self.on = cause, on
        super().__init__(f"No pause for “{cause}” to end on {on}.")


class ClockKind(StrEnum):
    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    RESTART = "restart"
    EXTEND = "extend"
    TRANSFER = "transfer"


KINDS = frozenset(ClockKind)


@dataclass(frozen=True)
class ClockEvent:
    """Something that moves a deadline.

    A pause begins on its day; a resume's day is the first that counts again. ``cause`` tells
    pauses that overlap apart and names the pause that a resume ends. ``amount`` is what an
    extension adds, in the term's unit. ``source`` is the notice or article behind the event.
    """

    kind: ClockKind
    on: date
    cause: str = ""
    amount: int = 0
    source: str = ""

    def __post_init__(self) -> None:
        require_date(self.on)
        if self.kind not in KINDS:
            raise DeadlineError(f"“{self.kind}” is no kind of clock event.")
        # Only an extension adds days, and it adds some.
        if (self.amount > 0) != (self.kind == ClockKind.EXTEND) or self.amount < 0:
            raise DeadlineError(f"“{self.kind}” can't have the amount {self.amount}.")


@dataclass(frozen=True)
class Pause:
    """Days on which the clock stands still: from ``first`` up to, not including, ``until``."""

    first: date
    cause: str
    source: str
    until: date | None = None

    def covers(self, day: date) -> bool:
        return self.first <= day and (self.until is None or day < self.until)


@dataclass(frozen=True)
class Clock:
    """What a list of events amounts to.

    ``counts_from`` is the day of the event from which the present term runs; ``superseded`` says
    why the days before it do not count. ``extension`` is what the present term was extended by,
    ``longest_extension`` the most that any term of this clock was.
    """

    started_on: date
    counts_from: date
    latest_on: date
    superseded: DayReason | None = None
    extension: int = 0
    longest_extension: int = 0
    pauses: tuple[Pause, ...] = ()

    def after(self, event: ClockEvent) -> "Clock":
        """This clock once ``event`` has happened."""
        if event.on < self.latest_on:
            raise OutOfOrder(event.kind, event.on, self.latest_on)
        clock = replace(self, latest_on=event.on)
        match event.kind:
            case ClockKind.START:
                raise RunsAlready(event.on)
            case ClockKind.PAUSE:
                return clock._paused(event)
            case ClockKind.RESUME:
                return clock._resumed(event)
            case ClockKind.RESTART:
                # OGI Art. 30: the term runs anew from the corrected request. Who is still being
                # waited for is still waited for.
                return clock._anew(event, ReasonCode.BEFORE_RESTART)
            case ClockKind.TRANSFER:
                # UK FOIA s. 45 code and US FOIA § 552 (a)(6)(A)(ii): the term runs anew for the
                # body that takes over, and nobody is waited for on behalf of the old one.
                return clock._anew(event, ReasonCode.BEFORE_TRANSFER)._all_resumed(event.on)
            case ClockKind.EXTEND:
                return clock._extended(event.amount)

    def pause_on(self, day: date) -> Pause | None:
        """The first pause that covers ``day``."""
        # Asked of every day of every case: a loop takes a third of what a generator does.
        for pause in self.pauses:
            if pause.covers(day):
                return pause
        return None

    def open_pause(self, cause: str) -> Pause | None:
        return next((p for p in self.pauses if p.until is None and p.cause == cause), None)

    def stands_still_from(self, day: date) -> bool:
        """Whether, as far as is known, no day from ``day`` on will count."""
        return any(pause.until is None and pause.covers(day) for pause in self.pauses)

    def _anew(self, event: ClockEvent, code: ReasonCode) -> "Clock":
        # An extension of the old term ends with it.
        superseded = DayReason(code, event.source)
        return replace(self, counts_from=event.on, superseded=superseded, extension=0)

    def _extended(self, amount: int) -> "Clock":
        extension = self.extension + amount
        longest = max(extension, self.longest_extension)
        return replace(self, extension=extension, longest_extension=longest)

    def _paused(self, event: ClockEvent) -> "Clock":
        if self.open_pause(event.cause):
            raise PausedAlready(event.cause, event.on)
        pause = Pause(first=event.on, cause=event.cause, source=event.source)
        return replace(self, pauses=(*self.pauses, pause))

    def _resumed(self, event: ClockEvent) -> "Clock":
        pause = self.open_pause(event.cause)
        if pause is None:
            raise NothingToResume(event.cause, event.on)
        ended = replace(pause, until=event.on)
        return replace(self, pauses=tuple(ended if p is pause else p for p in self.pauses))

    def _all_resumed(self, on: date) -> "Clock":
        pauses = (p if p.until is not None else replace(p, until=on) for p in self.pauses)
        return replace(self, pauses=tuple(pauses))


def read_clock(events: Sequence[ClockEvent]) -> Clock:
    """Fold ``events``, which must begin with a start and be in order of their days.

    Raises DeadlineError naming the event that makes no sense.
    """
    if not events or events[0].kind != ClockKind.START:
        raise NoStart(events[0].kind if events else "")
    on = events[0].on
    clock = Clock(started_on=on, counts_from=on, latest_on=on)
    return reduce(Clock.after, events[1:], clock)
