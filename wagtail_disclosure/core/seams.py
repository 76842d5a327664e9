"""Where sibling parts meet: typed registries that each part fills from its ``ready()``."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet

Provider = TypeVar("Provider", bound=Callable[..., Any])


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

    ``label`` may be a title that nobody outside may know, and ``note`` what somebody wrote about
    it; ``kind`` and ``reference`` go into mails and tell no content.
    """

    label: str
    kind: str
    url: str
    verb: str
    waiting_since: date | None = None
    due_on: date | None = None
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
class DueDate:
    """A stored due date that a calendar change can move."""

    label: str
    due_on: date
    recomputed_on: date


@dataclass(frozen=True)
class PublicAction:
    """What a public object, or the site as a whole, offers to a visitor."""

    name: str
    label: str
    hint: str
    url: str


# (user) -> what waits for this user
work_items: Registry[Callable[[Any], Iterable[WorkItem]]] = Registry("work items")
# () -> figures
figures: Registry[Callable[[], Iterable[Figure]]] = Registry("figures")
# (calendar) -> due dates that count with this calendar
due_dates: Registry[Callable[[Any], Iterable[DueDate]]] = Registry("due dates")
# (subject, request) -> actions; subject is a page, or None for the site as a whole
public_actions: Registry[Callable[[Any, Any], Iterable[PublicAction]]] = Registry("public actions")
