"""Stating what was published for a period, or that there was nothing, and taking it back."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from wagtail_disclosure.catalog.exceptions import ReasonMissing
from wagtail_disclosure.catalog.models import EntryPage, Fulfillment, PublicationObligation
from wagtail_disclosure.catalog.obligations.exceptions import NoSuchPeriod
from wagtail_disclosure.core.audit import Actor, attribute
from wagtail_disclosure.review.units import units_of
from wagtail_disclosure.rules.obligations import Period


def may_state(user: Any, obligation: PublicationObligation) -> bool:
    """Whoever answers for the unit, or for all as the office does."""
    return bool(user.is_active and units_of(user).filter(pk=obligation.unit_id).exists())


def period_of(obligation: PublicationObligation, first: date, *, today: date) -> Period:
    """The period that begins on a day; raises NoSuchPeriod where none does, or not yet."""
    for period in obligation.periods(today):
        if period.first == first:
            return period
    raise NoSuchPeriod(first)


@transaction.atomic
def fulfill(
    obligation: PublicationObligation, period: Period, entry: EntryPage, *, by: Any
) -> Fulfillment:
    """State that ``entry`` is what was due for ``period``; it counts while the entry is public.

    Raises PermissionDenied.
    """
    _check(obligation, by)
    found = Fulfillment(
        obligation=obligation,
        period_begins_on=period.first,
        entry_key=entry.translation_key,
    )
    return _record(found, by=by, reason=entry.index_number)


@transaction.atomic
def state_nothing(
    obligation: PublicationObligation, period: Period, *, reason: str, by: Any
) -> Fulfillment:
    """State that there was nothing to publish for ``period``, and why.

    Raises PermissionDenied, ReasonMissing.
    """
    _check(obligation, by)
    if not reason.strip():
        raise ReasonMissing
    found = Fulfillment(obligation=obligation, period_begins_on=period.first, reason=reason.strip())
    return _record(found, by=by, reason=reason.strip())


@transaction.atomic
def take_back(fulfillment: Fulfillment, *, by: Any) -> None:
    """The period is open again; the history keeps what was stated. Raises PermissionDenied."""
    _check(fulfillment.obligation, by)
    attribute(fulfillment, by=Actor.of(by), reason=fulfillment.reason)
    fulfillment.delete()


def _check(obligation: PublicationObligation, by: Any) -> None:
    if not may_state(by, obligation):
        raise PermissionDenied(_("This is for the unit that answers for it, or the office."))


def _record(fulfillment: Fulfillment, *, by: Any, reason: str) -> Fulfillment:
    """The same statement twice is one."""
    known = Fulfillment.objects.filter(
        obligation=fulfillment.obligation,
        period_begins_on=fulfillment.period_begins_on,
        entry_key=fulfillment.entry_key,
    ).first()
    if known is not None:
        return known
    attribute(fulfillment, by=Actor.of(by), reason=reason)
    fulfillment.save()
    return fulfillment
