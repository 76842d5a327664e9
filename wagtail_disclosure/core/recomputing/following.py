"""What due dates follow from in an edited row, and computing them anew when it changed."""

from dataclasses import dataclass
from functools import cache, singledispatch
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.models import (
    CalendarDay,
    PublicBody,
    Recomputation,
    TimeLimit,
    WorkCalendar,
)
from wagtail_disclosure.core.recomputing.running import start
from wagtail_disclosure.core.seams import Concerned

# What due dates are computed from; each keeps its history.
FOLLOWED = (TimeLimit, WorkCalendar, CalendarDay, PublicBody)


@dataclass(frozen=True)
class Basis:
    """Which due dates a row concerns, and what of it they are computed from."""

    concerned: Concerned
    value: Any


@singledispatch
def basis_of(row: Any) -> Basis:
    """Raises TypeError for rows that no due date follows from."""
    raise TypeError(f"No due date follows from {row!r}.")


@basis_of.register
def _of_limit(limit: TimeLimit) -> Basis:
    return Basis(Concerned(law=limit.law, limit=limit.code), limit.as_term())


@basis_of.register
def _of_calendar(calendar: WorkCalendar) -> Basis:
    # Its days, and how far they are official, change by a CalendarChange only.
    return Basis(Concerned(calendar=calendar), calendar.first_day)


@basis_of.register
def _of_body(body: PublicBody) -> Basis:
    return Basis(Concerned(body=body), body.calendar_id)


def follow(row: Any, before: Basis | None, *, by: Actor) -> list[Recomputation]:
    """Have due dates computed anew where what they follow from in ``row`` is not as ``before``,
    which is None for a new row. Call it in the transaction that saves ``row``.
    """
    after = basis_of(row)
    if after == before:
        return []
    reason = _("%(kind)s changed: %(name)s") % {"kind": row._meta.verbose_name, "name": row}
    # A limit that was given to another law, or got another code, is missing where it was.
    concerned = [after.concerned]
    if before and before.concerned != after.concerned:
        concerned.append(before.concerned)
    started = [start(one, by=by, reason=reason) for one in concerned]
    return [one for one in started if one]


def decided() -> tuple[int, ...]:
    """How much was decided so far of what due dates follow: history grows with every change.

    Counted, because the newest number may be given before an older one is there to be seen.
    """
    with connection.cursor() as cursor:
        cursor.execute(_counting())
        return tuple(cursor.fetchone())


@cache
def _counting() -> str:
    tables = [model.history.model._meta.db_table for model in FOLLOWED]
    each = [f"(SELECT COUNT(*) FROM {connection.ops.quote_name(table)})" for table in tables]  # noqa: S608
    return f"SELECT {', '.join(each)}"  # noqa: S608
