"""Which units a person answers for, and so whose content they write."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from wagtail_disclosure.core.models import PublicBody, Unit

CACHE = "_disclosure_units_written_for"


@dataclass(frozen=True)
class UnitsWrittenFor:
    """The keys of units; ``is_office`` says that content of no unit is the person's, too."""

    keys: frozenset[Any]
    is_office: bool

    def has(self, instance: Any) -> bool:
        """Whether ``instance`` is content of these units."""
        unit_id = getattr(instance, "responsible_unit_id", None)
        return self.is_office if unit_id is None else unit_id in self.keys


def units_of(user: Any) -> QuerySet[Unit]:
    """The units that a person answers for: their own; all of the agency's for its office."""
    if user.is_superuser:
        return Unit.objects.all()
    own = Unit.objects.filter(Q(officers__user=user) | Q(head=user))
    bodies = PublicBody.objects.filter(office__in=own.values("pk"))
    return Unit.objects.filter(Q(pk__in=own.values("pk")) | Q(body__in=bodies.values("pk")))


def units_written_for(user: Any) -> UnitsWrittenFor | None:
    """The units that ``user`` is bound to; None for those whom their groups alone bind.

    Those are superusers and people who answer for no unit, translators for one. Asked for once
    in the life of the object ``user``, as Wagtail asks for a person's permissions on pages.
    """
    if not user.is_active or user.is_superuser:
        return None
    if not hasattr(user, CACHE):
        setattr(user, CACHE, _read(user))
    found: UnitsWrittenFor | None = getattr(user, CACHE)
    return found


def answers_for_units(user: Any) -> bool:
    """Whether there is a unit that ``user`` answers for; menus ask on every page."""
    if user.is_superuser:
        return bool(user.is_active)
    return units_written_for(user) is not None


def written_for(units: QuerySet[Unit], user: Any) -> QuerySet[Unit]:
    """Those of ``units`` that ``user`` may write in the name of."""
    bound = units_written_for(user)
    return units if bound is None else units.filter(pk__in=bound.keys)


def _read(user: Any) -> UnitsWrittenFor | None:
    is_office = Exists(PublicBody.objects.filter(office=OuterRef("pk")))
    units = dict(units_of(user).annotate(is_office=is_office).values_list("pk", "is_office"))
    if not units:
        return None
    return UnitsWrittenFor(frozenset(units), is_office=any(units.values()))
