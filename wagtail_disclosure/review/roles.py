"""Who reviews: a tier names a role, and the role is resolved to people when somebody asks."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.core.models import Unit


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


NOBODY = Q(pk__in=())


def people_in_role(role: str, unit: Unit | None) -> QuerySet[Any]:
    """The active users who hold ``role`` for content of ``unit``; nobody without a unit."""
    users = get_user_model()._default_manager.filter(is_active=True)
    if unit is None:
        return users.none()
    return users.filter(_holders(Role(role), unit)).distinct()


def _holders(role: Role, unit: Unit) -> Q:
    match role:
        case Role.UNIT_HEAD:
            return Q(pk=unit.head_id)
        case Role.OFFICE:
            office = unit.body.office
            if office is None:
                return NOBODY
            return Q(pk=office.head_id) | Q(information_officer_of__unit=office)
        case Role.LEADER:
            return Q(pk=unit.leader_id or unit.body.leader_id)
        case Role.COMMITTEE:
            return Q(pk__in=unit.body.committee.values("pk"))
        case Role.LANGUAGE:
            return Q(pk=unit.head_id) | Q(information_officer_of__unit=unit)


def can_be_shared_out(groups: Sequence[Iterable[Any]]) -> bool:
    """Whether each group can send one member without anybody being sent twice."""
    if not groups:
        return True
    first, *others = groups
    return any(
        can_be_shared_out([set(group) - {member} for group in others]) for member in set(first)
    )
