"""Where the papers of a case are: taken in at a window, handed over, received by the unit."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from wagtail_disclosure.cases.clock.terms import LastDays
from wagtail_disclosure.cases.exceptions import NotPossible
from wagtail_disclosure.cases.models import Case, CustodyEvent
from wagtail_disclosure.cases.registration.clerks import offices_of, policy
from wagtail_disclosure.core import conf
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.models import IntakeWindow, Unit

Place = IntakeWindow | Unit


class NotYourPlace(PermissionDenied):
    """This person is neither where the papers are nor where they are going."""


def take_in(case: Case, *, at: IntakeWindow, by: Actor, on: date) -> CustodyEvent:
    """The papers were handed in at a window; call it in the transaction of the registration."""
    return _record(case, CustodyEvent.Kind.TAKEN, at, by=by, on=on, note="")


@transaction.atomic
def hand_over(case: Case, *, to: Place, by: Any, on: date, note: str = "") -> CustodyEvent:
    """Send the papers from where they are to another window or unit.

    Raises NotYourPlace, and NotPossible where they are on their way or were never taken in.
    """
    last = _locked(case)
    if last is None or last.kind == CustodyEvent.Kind.SENT:
        raise NotPossible(_("There are no papers here to hand over."))
    _check_is_of(by, last)
    if to == last.place:
        raise NotPossible(_("The papers are there already."))
    _check_day(on, last)
    return _record(case, CustodyEvent.Kind.SENT, to, by=Actor.of(by), on=on, note=note)


@transaction.atomic
def acknowledge(case: Case, *, by: Any, on: date, note: str = "") -> CustodyEvent:
    """The papers have arrived where they were sent. Raises NotYourPlace, NotPossible."""
    last = _locked(case)
    if last is None or last.kind != CustodyEvent.Kind.SENT:
        raise NotPossible(_("No papers are on their way."))
    _check_is_of(by, last)
    _check_day(on, last)
    actor = Actor.of(by)
    return _record(case, CustodyEvent.Kind.RECEIVED, last.place, by=actor, on=on, note=note)


@dataclass(frozen=True)
class Papers:
    """Papers that somebody has to send on or to take in, since when, and until when at best.

    Without a day where the calendar begins after theirs; those are late whatever it says.
    """

    event: CustodyEvent
    due_on: date | None
    is_late: bool

    @property
    def is_on_the_way(self) -> bool:
        return self.event.kind == CustodyEvent.Kind.SENT


def waiting_papers(events: QuerySet[Any], *, on: date) -> list[Papers]:
    """What ``events`` wait for, with who is late on the day ``on``."""
    rows = list(events.select_related("case__body__calendar", "window", "unit"))
    last_days = LastDays()
    return [_papers(event, last_days, on=on) for event in rows]


def papers_of(event: CustodyEvent, *, on: date) -> Papers:
    """What one case's papers wait for."""
    return _papers(event, LastDays(), on=on)


def _papers(event: CustodyEvent, last_days: LastDays, *, on: date) -> Papers:
    due_on = last_days.after(event.case, event.on, conf.custody_working_days())
    return Papers(event, due_on=due_on, is_late=due_on is None or due_on < on)


def waiting_for(user: Any) -> QuerySet[Any]:
    """The papers that ``user`` may send on or take in; the office, all of its agency."""
    windows = policy.instances_user_has_any_permission_for(user, ["register"])
    return _at(windows, units_of(user) | Unit.objects.filter(body__in=offices_of(user)))


def waiting_at_desk_of(user: Any) -> QuerySet[Any]:
    """Those at the windows and units where ``user`` sits."""
    windows = policy.instances_user_has_any_permission_for(user, ["register"])
    return _at(windows.filter(clerks__user=user), units_of(user))


def units_of(user: Any) -> QuerySet[Any]:
    mine = Q(officers__user=user) | Q(head=user)
    return Unit.objects.filter(pk__in=Unit.objects.filter(mine).values("pk"))


def _at(windows: QuerySet[Any], units: QuerySet[Any]) -> QuerySet[Any]:
    there = Q(window__in=windows.values("pk")) | Q(unit__in=units.values("pk"))
    return CustodyEvent.objects.waiting().filter(there)


def _locked(case: Case) -> CustodyEvent | None:
    """The last step; nobody else takes the next one before the transaction ends."""
    Case.objects.select_for_update().get(pk=case.pk)
    steps = CustodyEvent.objects.filter(case_id=case.pk).select_related("window", "unit")
    return steps.order_by("-pk").first()


def _check_is_of(user: Any, last: CustodyEvent) -> None:
    windows = policy.instances_user_has_any_permission_for(user, ["register"])
    units = units_of(user) | Unit.objects.filter(body__in=offices_of(user))
    places = windows if last.window_id else units
    if not user.is_active or not places.filter(pk=last.place.pk).exists():
        raise NotYourPlace(_("Only people of that window or unit can do this."))


def _check_day(on: date, last: CustodyEvent) -> None:
    if on < last.on:
        message = _("Not before %(day)s: that is when the papers came there.")
        raise NotPossible(message % {"day": last.on.isoformat()})


def _record(case: Case, kind: str, place: Place, *, by: Actor, on: date, note: str) -> CustodyEvent:
    return CustodyEvent.objects.create(
        case_id=case.pk,
        kind=kind,
        window=place if isinstance(place, IntakeWindow) else None,
        unit=place if isinstance(place, Unit) else None,
        on=on,
        actor_id=by.id,
        actor_name=by.name,
        reason=note,
    )
