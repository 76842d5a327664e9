"""Where batches stand: whose turn it is, who that is by name, and who may look at them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.models import Unit
from wagtail_disclosure.review.batches.editors import editors_among
from wagtail_disclosure.review.models import (
    BatchDecision,
    BatchItem,
    ReviewBatch,
    ReviewProfile,
    ReviewTaskState,
    ReviewTier,
)
from wagtail_disclosure.review.roles import Role, people


@dataclass(frozen=True)
class Standing:
    """A batch, how many rows wait in it, whose turn it is and who could take it."""

    batch: ReviewBatch
    waiting: int
    role: str | None
    # Those who may decide, by user id: the id of whose place they take, None for those who hold
    # the role themselves.
    people: Mapping[Any, Any]
    # The same people by id.
    users: Mapping[Any, Any]
    # Whether nobody is there to act in the role, whatever they worked on.
    is_vacant: bool

    @property
    def is_blocked(self) -> bool:
        """Whether this batch waits for a decision that nobody may take."""
        return self.batch.state == ReviewBatch.State.OPEN and not self.people

    @property
    def names(self) -> list[str]:
        return sorted(Actor.of(user).name for user in self.users.values())

    @property
    def who(self) -> str:
        """The names of those who may decide, one after the other."""
        return pgettext("between names", ", ").join(self.names)

    @property
    def why_blocked(self) -> str:
        """In a sentence without its name, which may be as secret as what is in it."""
        if self.role is None:
            return _("There is no review profile for %(unit)s, so nobody could decide.") % {
                "unit": self.batch.unit
            }
        return _("Blocked, nobody can decide: %(role)s") % {"role": self.role_label}

    @property
    def role_label(self) -> str:
        return str(Role(self.role).label) if self.role else ""

    @property
    def state(self) -> str:
        return _("Blocked") if self.is_blocked else self.batch.get_state_display()


def standings(batches: Iterable[ReviewBatch]) -> list[Standing]:
    """Where each batch stands, in a number of queries that doesn't depend on how many there are."""
    batches = list(batches)
    units = {batch.unit_id: batch.unit for batch in batches}
    tiers = _roles_by_unit(units.values())
    decided = _decided(batches)
    counts = _waiting(batches)
    next_roles = {}
    for batch in batches:
        is_open = batch.state == ReviewBatch.State.OPEN
        done = decided.get(batch.pk, {})
        left = [role for role in tiers[batch.unit_id] if role not in done] if is_open else []
        next_roles[batch.pk] = left[0] if left else None
    seats = [(role, batch.unit) for batch in batches if (role := next_roles[batch.pk])]
    by_seat = people(seats) if seats else {}
    everybody = {key for persons in by_seat.values() for key in persons}
    users = get_user_model()._default_manager.in_bulk(everybody)
    editors = editors_among(everybody, [batch for batch in batches if next_roles[batch.pk]])
    found = []
    for batch in batches:
        role = next_roles[batch.pk]
        out = {batch.proposed_by_id, *decided.get(batch.pk, {}).values()}
        out |= editors.get(batch.pk, set())
        in_role = by_seat.get((role, batch.unit_id), {})
        able = {key: principal for key, principal in in_role.items() if key not in out}
        who = {key: users[key] for key in sorted(able)}
        found.append(Standing(batch, counts.get(batch.pk, 0), role, able, who, not in_role))
    return found


def standing_of(batch: ReviewBatch) -> Standing:
    (standing,) = standings([batch])
    return standing


def reference_of(batch: ReviewBatch) -> str:
    """Number and unit of a batch: what may stand in a mail."""
    return _("Batch #%(number)s, %(unit)s") % {"number": batch.pk, "unit": batch.unit}


def visible_to(user: Any) -> QuerySet[ReviewBatch]:
    """Batches that ``user`` proposed, or reviews in some tier; the office sees them all."""
    with_batches = ReviewBatch.objects.order_by().values("unit")
    units = list(Unit.objects.filter(pk__in=with_batches).select_related("body__office"))
    if not units:
        return ReviewBatch.objects.none()
    tiers = _roles_by_unit(units)
    seats = [(role, unit) for unit in units for role in {*tiers[unit.pk], Role.OFFICE.value}]
    own = {key for (_role, key), persons in people(seats).items() if user.pk in persons}
    found = ReviewBatch.objects.filter(Q(proposed_by_id=user.pk) | Q(unit__in=own))
    return found.select_related("unit__body__office")


def _roles_by_unit(units: Iterable[Unit]) -> dict[Any, list[str]]:
    """The tiers of each unit's profile in their order; none where it has no profile."""
    units = list(units)
    roles: dict[Any, list[str]] = {}
    for profile, role in ReviewTier.objects.order_by("sort_order", "pk").values_list(
        "profile_id", "role"
    ):
        roles.setdefault(profile, []).append(role)
    named = ReviewProfile.units.through.objects.filter(unit__in=units)
    own = dict(named.order_by("-reviewprofile_id").values_list("unit_id", "reviewprofile_id"))
    defaults = dict(
        ReviewProfile.objects.filter(is_default=True).values_list("body_id", "pk"),
    )
    return {unit.pk: roles.get(own.get(unit.pk, defaults.get(unit.body_id)), []) for unit in units}


def _decided(batches: list[ReviewBatch]) -> dict[Any, dict[str, Any]]:
    """Who confirmed which tier of each batch."""
    found: dict[Any, dict[str, Any]] = {}
    rows = BatchDecision.objects.filter(
        batch__in=batches, decision=ReviewTaskState.Decision.CONFIRMED
    )
    for batch, role, user in rows.values_list("batch_id", "role", "decided_by_id"):
        found.setdefault(batch, {})[role] = user
    return found


def _waiting(batches: list[ReviewBatch]) -> dict[Any, int]:
    rows = BatchItem.objects.waiting().filter(batch__in=batches)
    counted = rows.order_by().values("batch").annotate(number=Count("pk"))
    return dict(counted.values_list("batch", "number"))
