"""Whether a person takes part in the review at all: menus ask it on every page of the admin."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Exists, Q

from wagtail_disclosure.core.days import today
from wagtail_disclosure.core.models import PublicBody, Unit
from wagtail_disclosure.review.models import Delegation, ReviewBatch

CACHE = "_disclosure_part_in_review"


@dataclass(frozen=True)
class Part:
    """Whether somebody holds the role of a tier, is a deputy today, or has proposed a batch."""

    holds_role: bool
    is_deputy: bool
    has_proposed: bool

    @property
    def may_decide(self) -> bool:
        return self.holds_role or self.is_deputy


def part_of(user: Any) -> Part:
    """What part ``user`` takes; one query in the life of the object ``user``."""
    if not hasattr(user, CACHE):
        setattr(user, CACHE, _read(user))
    found: Part = getattr(user, CACHE)
    return found


def _read(user: Any) -> Part:
    day = today()
    in_unit = Unit.objects.filter(Q(head=user.pk) | Q(leader=user.pk))
    # One look at each table instead of all of them joined.
    in_office = PublicBody.objects.filter(office__officers__user=user.pk)
    in_body = PublicBody.objects.filter(Q(leader=user.pk) | Q(committee=user.pk))
    deputy = Delegation.objects.in_force(day).filter(deputy=user.pk, principal__is_active=True)
    proposed = ReviewBatch.objects.filter(proposed_by_id=user.pk)
    rows = get_user_model()._default_manager.filter(pk=user.pk).order_by()
    flags = rows.values_list(
        Exists(in_unit), Exists(in_office), Exists(in_body), Exists(deputy), Exists(proposed)
    )
    unit, office, body, is_deputy, has_proposed = flags.first() or (False,) * 5
    return Part(unit or office or body, is_deputy, has_proposed)
