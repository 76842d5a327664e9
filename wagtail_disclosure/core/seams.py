"""Where sibling parts meet: typed registries that each part fills from its ``ready()``."""

from collections.abc import Callable, ItemsView, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, Protocol, TypeVar

from django.db.models import QuerySet

from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.rules.annual_report import Cells
from wagtail_disclosure.rules.calendars import WorkingCalendar

Provider = TypeVar("Provider")


class Registry(Generic[Provider]):
    """Providers by name, in order of registration.

    Raises ValueError where a name is taken already, naming it.
    """

    def __init__(self, purpose: str):
        self.purpose = purpose
        self._providers: dict[str, Provider] = {}

    def register(self, name: str, provider: Provider) -> None:
        if self._providers.get(name, provider) is not provider:
            raise ValueError(f"{self.purpose}: “{name}” is registered already.")
        self._providers[name] = provider

    def __iter__(self) -> Iterator[Provider]:
        return iter(self._providers.values())

    def items(self) -> ItemsView[str, Provider]:
        """Names and providers, in order of registration."""
        return self._providers.items()

    def __contains__(self, name: str) -> bool:
        return name in self._providers


@dataclass(frozen=True)
class WorkList:
    """A page that lists everything of a kind that waits, to deal with several at once."""

    label: str
    url: str


@dataclass(frozen=True)
class WorkItem:
    """Something that waits for a person: shown on the dashboard, sorted by date.

    ``is_provisional``: the due date may still move.

    ``label`` may be a title that nobody outside may know, and ``note`` what somebody wrote about
    it; ``kind`` and ``reference`` go into mails and tell no content.
    """

    label: str
    kind: str
    url: str
    verb: str
    waiting_since: date | None = None
    due_on: date | None = None
    is_provisional: bool = False
    note: str = ""
    # Names it without its title; reminders are sent of items that have one.
    reference: str = ""
    work_list: WorkList | None = None


@dataclass(frozen=True)
class Figure:
    """A countable fact: its rows, and where they are listed."""

    name: str
    label: str
    rows: Callable[[], QuerySet[Any]]
    url: str


@dataclass(frozen=True)
class Concerned:
    """Which due dates something concerns: those that all of these apply to, None being any.

    ``calendar`` is a WorkCalendar, ``body`` a PublicBody, ``law`` a Law, and ``limit`` the code of
    one of its time limits.
    """

    calendar: Any = None
    body: Any = None
    law: Any = None
    limit: str = ""


@dataclass(frozen=True)
class DueDate:
    """A stored due date that a calendar change moves; None while a clock stands still."""

    label: str
    url: str
    due_on: date | None
    recomputed_on: date | None
    is_provisional: bool


@dataclass(frozen=True)
class Problem:
    """A due date that could not be computed, and why; see ``core.recomputing.problems``."""

    label: str
    code: str
    values: dict[str, Any]


@dataclass(frozen=True)
class Recomputed:
    """What became of the next few due dates, and the key of the last; None where none are left.

    ``problems`` are of those that could not be computed and stay as they are.
    """

    last: int | None
    seen: int = 0
    moved: int = 0
    problems: tuple[Problem, ...] = ()


class DueDates(Protocol):
    """Stored due dates of one kind of thing that is not ended yet."""

    def count(self, concerned: Concerned) -> int:
        """How many are concerned."""

    def state(self, concerned: Concerned) -> str:
        """Something that is another one when any of them was added, ended, paused or moved on;
        cheap enough for every look at a page.
        """

    def moved(self, concerned: Concerned, days: WorkingCalendar) -> Iterator[DueDate]:
        """Those that ``days`` instead of their calendar's present days would move."""

    def recompute(self, concerned: Concerned, *, after: int, by: Actor, reason: str) -> Recomputed:
        """Store the due dates of the next few after that key, as law and calendars are now, with a
        record of each that moves.
        """


@dataclass(frozen=True)
class PublicAction:
    """What a public object, or the site as a whole, offers to a visitor.

    A door is one of the few things that most people come for: start pages show it large.
    """

    name: str
    label: str
    hint: str
    url: str
    is_door: bool = True


@dataclass(frozen=True)
class Suggestion:
    """Something public that may answer a request before it is sent."""

    title: str
    url: str
    # What it is, in words, such as “Question and answer”.
    kind: str
    excerpt: str = ""


@dataclass(frozen=True)
class Unplaced:
    """What a table of the annual report has no row or no column for, and what to do about it.

    ``names`` are those of them that the person who asks may see, the first few; ``url`` is empty
    for who may see none.
    """

    message: str
    number: int
    names: tuple[str, ...]
    url: str


class ReportTable(Protocol):
    """Counts one table of the annual report, and knows what is behind each of its numbers."""

    def count(self, body: Any, year: int) -> Cells:
        """The numbers of a PublicBody's year, of one moment, the sums counted as well."""

    def url(self, year: int, row: str, column: str, user: Any) -> str:
        """Where what is behind a number of the own agency is listed; empty for who may not look."""

    def unplaced(self, body: Any, year: int, user: Any) -> Iterable[Unplaced]:
        """What makes the table not add up."""


# (user) -> what waits for this user
work_items: Registry[Callable[[Any], Iterable[WorkItem]]] = Registry("work items")
# () -> figures
figures: Registry[Callable[[], Iterable[Figure]]] = Registry("figures")
due_dates: Registry[DueDates] = Registry("due dates")
# (subject, request) -> actions; subject is a page, or None for the site as a whole
public_actions: Registry[Callable[[Any, Any], Iterable[PublicAction]]] = Registry("public actions")
# (text, request) -> what is public already and may answer it, the best first, in bounded time
suggestions: Registry[Callable[[str, Any], Iterable[Suggestion]]] = Registry("suggestions")
# By the code of the table; see rules.annual_report
report_tables: Registry[ReportTable] = Registry("tables of the annual report")
