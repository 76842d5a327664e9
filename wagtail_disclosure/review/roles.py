"""Who reviews: a tier names a role, and the role is resolved to people when somebody asks."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.core.days import today
from wagtail_disclosure.core.models import InformationOfficer, PublicBody, Unit


class Role(models.TextChoices):
    """The tiers that a secrecy review can have."""

    UNIT_HEAD = "unit_head", _("Head of the unit")
    OFFICE = "office", _("Disclosure office")
    LEADER = "leader", _("Leader in charge")
    COMMITTEE = "committee", _("Secrecy committee")
    # Not a tier of any profile: compares a translation with the original that was cleared.
    LANGUAGE = "language", _("Translation review")


TIER_ROLES = (Role.UNIT_HEAD, Role.OFFICE, Role.LEADER, Role.COMMITTEE)
TIER_CHOICES = [(role.value, role.label) for role in TIER_ROLES]

# A role in a unit, and what it is found by afterwards.
Seat = tuple[str, Unit]
Key = tuple[str, Any]


def people_in_role(role: str, unit: Unit | None, on: date | None = None) -> QuerySet[Any]:
    """The active users who may act in ``role`` for content of ``unit``, deputies included.

    Nobody without a unit. ``on`` is the day that counts for deputies, today if it is left out.
    """
    users = get_user_model()._default_manager.all()
    if unit is None:
        return users.none()
    return users.filter(pk__in=people([(role, unit)], on)[role, unit.pk])


def acting_for(user: Any, role: str, unit: Unit | None, on: date | None = None) -> Any | None:
    """Whose place ``user`` takes in ``role``: None for their own, and where they have none."""
    if unit is None:
        return None
    principal_id = people([(role, unit)], on)[role, unit.pk].get(user.pk)
    if principal_id is None:
        return None
    return get_user_model()._default_manager.filter(pk=principal_id).first()


def people(seats: Iterable[Seat], on: date | None = None) -> dict[Key, dict[Any, Any]]:
    """For each role of a unit, the ids of its people, each with the id of whose place they take.

    That is None for people who hold the role themselves. Deputies have no deputies: only the place
    of somebody who holds the role can be taken. The number of queries is constant.
    """
    held = holders(seats)
    deputies = _deputies(set().union(*held.values()), on or today())
    return {key: _with_deputies(ids, deputies) for key, ids in held.items()}


def holders(seats: Iterable[Seat]) -> dict[Key, set[Any]]:
    """The ids of the active users who hold each role of a unit themselves."""
    seats = list(seats)
    officers = _officers(seats)
    committees = _committees(seats)
    held = {(role, unit.pk): _ids(Role(role), unit, officers, committees) for role, unit in seats}
    users = get_user_model()._default_manager.filter(is_active=True)
    active = set(users.filter(pk__in=set().union(*held.values())).values_list("pk", flat=True))
    return {key: ids & active for key, ids in held.items()}


def bodies_of_office(user: Any, on: date | None = None) -> QuerySet[PublicBody]:
    """The public bodies in whose disclosure office ``user`` may act, as a deputy too."""
    principals = get_user_model()._default_manager.filter(
        is_active=True,
        disclosure_delegations__deputy=user,
        disclosure_delegations__first_day__lte=on or today(),
        disclosure_delegations__last_day__gte=on or today(),
    )
    who = [user.pk, *principals.values_list("pk", flat=True)]
    in_office = Q(office__head__in=who) | Q(office__officers__user__in=who)
    return PublicBody.objects.filter(in_office).distinct()


def _ids(
    role: Role, unit: Unit, officers: dict[Any, set[Any]], committees: dict[Any, set[Any]]
) -> set[Any]:
    match role:
        case Role.UNIT_HEAD:
            return {unit.head_id}
        case Role.OFFICE:
            return _people_of(unit.body.office, officers)
        case Role.LEADER:
            return {unit.leader_id or unit.body.leader_id}
        case Role.COMMITTEE:
            return committees.get(unit.body_id, set())
        case Role.LANGUAGE:
            return _people_of(unit, officers) | _people_of(unit.body.office, officers)


def _people_of(unit: Unit | None, officers: dict[Any, set[Any]]) -> set[Any]:
    """Head and information officers."""
    return {unit.head_id} | officers.get(unit.pk, set()) if unit is not None else set()


def _officers(seats: list[Seat]) -> dict[Any, set[Any]]:
    units = {unit.body.office_id for role, unit in seats if role in (Role.OFFICE, Role.LANGUAGE)}
    units |= {unit.pk for role, unit in seats if role == Role.LANGUAGE}
    rows = InformationOfficer.objects.filter(unit__in=units - {None})
    return _grouped(rows.values_list("unit_id", "user_id"))


def _committees(seats: list[Seat]) -> dict[Any, set[Any]]:
    bodies = {unit.body_id for role, unit in seats if role == Role.COMMITTEE}
    members = PublicBody.objects.filter(pk__in=bodies, committee__isnull=False)
    return _grouped(members.values_list("pk", "committee"))


def _deputies(principals: set[Any], on: date) -> dict[Any, set[Any]]:
    users = get_user_model()._default_manager.filter(
        is_active=True,
        disclosure_deputy_for__principal__in=principals,
        disclosure_deputy_for__first_day__lte=on,
        disclosure_deputy_for__last_day__gte=on,
    )
    return _grouped(users.values_list("disclosure_deputy_for__principal_id", "pk"))


def _with_deputies(held: set[Any], deputies: dict[Any, set[Any]]) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for principal in sorted(held):
        for deputy in deputies.get(principal, ()):
            found.setdefault(deputy, principal)
    # Whoever holds the role needs nobody's place.
    return {**found, **dict.fromkeys(held)}


def _grouped(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, set[Any]]:
    groups: dict[Any, set[Any]] = {}
    for key, value in pairs:
        groups.setdefault(key, set()).add(value)
    return groups


def can_be_shared_out(groups: Sequence[Iterable[Any]]) -> bool:
    """Whether each group can send one member without anybody being sent twice."""
    if not groups:
        return True
    first, *others = groups
    return any(
        can_be_shared_out([set(group) - {member} for group in others]) for member in set(first)
    )
