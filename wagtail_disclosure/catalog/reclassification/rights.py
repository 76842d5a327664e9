"""Who may change the class of what, apart from the tiers of a review."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from wagtail_disclosure.core.models import PublicBody, Unit
from wagtail_disclosure.review.actions import WITHDRAW, versions_of

VIEW_ITEM = "wagtail_disclosure_catalog.view_exemptitem"
ADD_ITEM = "wagtail_disclosure_catalog.add_exemptitem"
CHANGE_ITEM = "wagtail_disclosure_catalog.change_exemptitem"


def units_of(user: Any) -> QuerySet[Unit]:
    """The units that a person answers for: their own; all of the agency's for its office."""
    if user.is_superuser:
        return Unit.objects.all()
    own = Unit.objects.filter(Q(officers__user=user) | Q(head=user))
    bodies = PublicBody.objects.filter(office__in=own.values("pk"))
    return Unit.objects.filter(Q(pk__in=own.values("pk")) | Q(body__in=bodies.values("pk")))


def may_change_class(user: Any, entry: Any) -> bool:
    """Whoever may withdraw; and an editor, as long as nothing is public or under review."""
    if not user.is_active:
        return False
    return user.has_perm(WITHDRAW) or (
        entry.permissions_for_user(user).can_edit() and not _is_beyond_drafting(entry)
    )


def may_restrict(user: Any, entry: Any) -> bool:
    """Whoever may change the class, and write in the register or withdraw."""
    return may_change_class(user, entry) and (user.has_perm(WITHDRAW) or user.has_perm(ADD_ITEM))


def may_declassify(user: Any) -> bool:
    """Whoever may write in the register; the review that follows has the other pairs of eyes."""
    return bool(user.is_active and user.has_perm(CHANGE_ITEM))


def check_may_change_class(user: Any, entry: Any) -> None:
    """Raises PermissionDenied."""
    if not may_change_class(user, entry):
        raise PermissionDenied(_("You do not have the right to change the class of this entry."))


def check_may_restrict(user: Any, entry: Any) -> None:
    """Raises PermissionDenied."""
    if not may_restrict(user, entry):
        raise PermissionDenied(_("You do not have the right to restrict this entry."))


def check_may_declassify(user: Any) -> None:
    """Raises PermissionDenied."""
    if not may_declassify(user):
        raise PermissionDenied(_("You do not have the right to declassify this item."))


def _is_beyond_drafting(entry: Any) -> bool:
    return any(
        version.live or version.first_published_at or version.current_workflow_state
        for version in versions_of(entry)
    )
