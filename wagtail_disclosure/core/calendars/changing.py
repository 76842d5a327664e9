"""Correcting a calendar: propose it, look at what it moves, approve it, recompute due dates.

What is approved is stored before the first due date moves, so whatever interrupts the
recomputation, :func:`recompute` goes on where it stopped, and moves nothing twice.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from wagtail_disclosure.core.audit import Actor, attribute
from wagtail_disclosure.core.calendars.problems import in_words
from wagtail_disclosure.core.models import CalendarChange, CalendarDay, WorkCalendar
from wagtail_disclosure.core.seams import DueDate, due_dates
from wagtail_disclosure.rules.calendar_changes import DayChange
from wagtail_disclosure.rules.calendars import CalendarError, ReasonCode

KINDS = {
    ReasonCode.HOLIDAY: CalendarDay.Kind.HOLIDAY,
    ReasonCode.MAKE_UP_DAY: CalendarDay.Kind.WORKING_DAY,
    ReasonCode.CLOSURE: CalendarDay.Kind.CLOSURE,
}


class ChangeMovedOn(ValidationError):
    """Somebody else approved or withdrew the change in the meantime."""

    def __init__(self, change: CalendarChange):
        super().__init__(
            _("“%(change)s” is no longer waiting: %(state)s.")
            % {"change": change, "state": change.get_state_display()}
        )


@transaction.atomic
def propose(
    calendar: WorkCalendar,
    days: Sequence[DayChange],
    *,
    source: str,
    by: Actor,
    official_through: date | None = None,
) -> CalendarChange:
    """Ask for ``days`` of ``calendar`` to be changed; nothing moves yet.

    Days that are like that already are left out. Raises ValidationError where nothing is left, or
    naming the day that can't be changed like that.
    """
    change = CalendarChange(
        calendar=calendar,
        source=source,
        official_through=_later(calendar, official_through),
        proposed_by_id=by.id,
        proposed_by_name=by.name,
    )
    change.days = change.as_rows([one for one in days if not _is_so(calendar, one)])
    if not change.days and change.official_through is None:
        raise ValidationError(_("The calendar says all of this already."))
    change.full_clean()
    _check(change)
    change.save()
    return change


def moved(change: CalendarChange) -> Iterator[DueDate]:
    """The due dates that the change would move, of everything that is not ended yet."""
    days = change.as_rules()
    for provider in due_dates:
        yield from provider.moved(change.calendar, days)


@transaction.atomic
def approve(change: CalendarChange, *, by: Actor) -> CalendarChange:
    """Put the change into force; a task recomputes the due dates.

    Raises ChangeMovedOn; ValidationError naming a day that can't be changed like that any more.
    """
    change = _locked(change)
    _check(change)
    calendar = change.calendar
    for one in change.day_changes:
        _write(calendar, one, source=change.source, by=by)
    if change.official_through:
        calendar.official_through = change.official_through
        attribute(calendar, by=by, reason=change.source)
        calendar.save()
    change.state = CalendarChange.State.APPROVED
    _decided(change, by=by)
    change.total = sum(provider.count(calendar) for provider in due_dates)
    change.save()
    transaction.on_commit(partial(recompute_task.enqueue, change.pk))
    return change


@transaction.atomic
def withdraw(change: CalendarChange, *, by: Actor) -> CalendarChange:
    """Give the change up. Raises ChangeMovedOn."""
    change = _locked(change)
    change.state = CalendarChange.State.WITHDRAWN
    _decided(change, by=by)
    change.save()
    return change


@task()
def recompute_task(key: int) -> None:
    """For a worker, where the site has one; without one it happens in the request."""
    recompute(CalendarChange.objects.get(pk=key))


def recompute(change: CalendarChange) -> None:
    """Move the due dates that are left. Safe to call again, and by two processes at once."""
    while _recompute_some(change.pk):
        continue


@transaction.atomic
def _recompute_some(key: int) -> bool:
    """Move the next few; whether any are left."""
    change = CalendarChange.objects.select_for_update().get(pk=key)
    if change.state != CalendarChange.State.APPROVED:
        return False
    # The calendar as it is now: a later change must not be undone by what is left of this one.
    days = change.calendar.as_rules()
    by = Actor(id=change.decided_by_id, name=change.decided_by_name)
    for name, provider in due_dates.items():
        position = change.positions.get(name, 0)
        if position is None:
            continue
        done = provider.recompute(
            change.calendar, days, after=position, by=by, reason=change.source
        )
        change.positions[name] = done.last
        change.seen += done.seen
        change.moved += done.moved
        change.problems += done.problems
        change.save()
        return True
    change.state = CalendarChange.State.FINISHED
    change.save()
    return False


def _locked(change: CalendarChange) -> CalendarChange:
    locked = CalendarChange.objects.select_for_update().get(pk=change.pk)
    if locked.state != CalendarChange.State.PROPOSED:
        raise ChangeMovedOn(locked)
    return locked


def _decided(change: CalendarChange, *, by: Actor) -> None:
    change.decided_at = timezone.now()
    change.decided_by_id, change.decided_by_name = by.id, by.name


def _check(change: CalendarChange) -> None:
    try:
        change.as_rules()
    except CalendarError as error:
        raise ValidationError(in_words(error)) from error


def _later(calendar: WorkCalendar, official_through: date | None) -> date | None:
    is_later = official_through is not None and official_through > calendar.official_through
    return official_through if is_later else None


def _is_so(calendar: WorkCalendar, one: DayChange) -> bool:
    known = calendar.days.filter(day=one.day).first()
    if known is None:
        return one.kind is None
    return one.kind is not None and (known.kind, known.name) == (KINDS[one.kind], one.name)


def _write(calendar: WorkCalendar, one: DayChange, *, source: str, by: Actor) -> None:
    row: Any = calendar.days.filter(day=one.day).first()
    if one.kind is None:
        if row is not None:
            attribute(row, by=by, reason=source)
            row.delete()
        return
    row = row or CalendarDay(calendar=calendar, day=one.day)
    row.kind, row.name, row.source = KINDS[one.kind], one.name, source
    row.approved_by = by.name
    attribute(row, by=by, reason=source)
    row.save()
