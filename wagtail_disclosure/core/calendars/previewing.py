"""What a proposed change of a calendar would move: counted once by a task, and kept.

Counting a hundred thousand open cases takes longer than a page may. It changes nothing, so it can
be interrupted and done again; nobody has to wait for it to approve.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from django.utils import timezone
from django_tasks import task

from wagtail_disclosure.core.models import CalendarChange, Recomputation
from wagtail_disclosure.core.seams import DueDate, due_dates
from wagtail_disclosure.rules.calendars import CalendarError

# So many due dates that move are named, and how many there are in all.
NAMED = 200


@dataclass(frozen=True)
class Preview:
    """How many due dates a change moves, and the first of them.

    ``is_outdated``: the calendar or what counts with it has changed since.
    """

    number: int
    moves: list[DueDate]
    is_outdated: bool


@task()
def preview_task(key: int) -> None:
    """For a worker, where the site has one; without one it happens in the request."""
    preview(CalendarChange.objects.get(pk=key))


def preview(change: CalendarChange) -> None:
    """Count what ``change`` would move and keep it, unless it is known or decided by now."""
    state = _state(change)
    if change.previewed_state == state:
        return
    try:
        moves = moved(change)
        named = [_stored(one) for one in islice(moves, NAMED)]
        number = len(named) + sum(1 for _rest in moves)
    except CalendarError:
        # Its page says why it can't be approved as the calendar is now.
        return
    waiting = CalendarChange.objects.filter(pk=change.pk, state=CalendarChange.State.PROPOSED)
    waiting.update(
        preview={"number": number, "moves": named},
        previewed_at=timezone.now(),
        previewed_state=state,
    )


def moved(change: CalendarChange) -> Iterator[DueDate]:
    """The due dates that the change would move, of everything that is not ended yet.

    Raises CalendarError for a change that became impossible.
    """
    days = change.as_rules()
    for provider in due_dates:
        yield from provider.moved(change.concerned, days)


def known_preview(change: CalendarChange) -> Preview | None:
    """What was counted last; None where that was never finished."""
    if change.preview is None:
        return None
    return Preview(
        number=change.preview["number"],
        moves=[_read(row) for row in change.preview["moves"]],
        is_outdated=change.previewed_state != _state(change),
    )


def _state(change: CalendarChange) -> str:
    """Another one when calendar, laws or what counts with them are not as they were."""
    calendar = change.calendar
    days = calendar.days.values_list("day", "kind", "name")
    facts = [calendar.first_day, calendar.official_through, *days]
    facts += [provider.state(change.concerned) for provider in due_dates]
    finished = calendar.changes.filter(state=CalendarChange.State.FINISHED)
    facts += [finished.count(), Recomputation.objects.filter(is_finished=True).count()]
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def _stored(one: DueDate) -> dict[str, Any]:
    return {
        "label": one.label,
        "url": one.url,
        "due_on": one.due_on.isoformat() if one.due_on else None,
        "recomputed_on": one.recomputed_on.isoformat() if one.recomputed_on else None,
        "is_provisional": one.is_provisional,
    }


def _read(row: dict[str, Any]) -> DueDate:
    due_on, recomputed_on = (
        date.fromisoformat(row[name]) if row[name] else None for name in ("due_on", "recomputed_on")
    )
    return DueDate(**{**row, "due_on": due_on, "recomputed_on": recomputed_on})
