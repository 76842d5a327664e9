"""Who may change the class of what, apart from the tiers of a review."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from wagtail_disclosure.review.actions import WITHDRAW, versions_of
from wagtail_disclosure.review.units import units_written_for

VIEW_ITEM = "wagtail_disclosure_catalog.view_exemptitem"
ADD_ITEM = "wagtail_disclosure_catalog.add_exemptitem"
CHANGE_ITEM = "wagtail_disclosure_catalog.change_exemptitem"


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


def may_declassify(user: Any, item: Any) -> bool:
    """Whoever may write in the register, and answers for the unit where they answer for any.

    The review that follows has the other pairs of eyes.
    """
    units = units_written_for(user)
    is_own = units is None or units.has(item)
    return bool(user.is_active and user.has_perm(CHANGE_ITEM) and is_own)


def check_may_change_class(user: Any, entry: Any) -> None:
    """Raises PermissionDenied."""
    if not may_change_class(user, entry):
        raise PermissionDenied(_("You do not have the right to change the class of this entry."))


def check_may_restrict(user: Any, entry: Any) -> None:
    """Raises PermissionDenied."""
    if not may_restrict(user, entry):
        raise PermissionDenied(_("You do not have the right to restrict this entry."))


def check_may_declassify(user: Any, item: Any) -> None:
    """Raises PermissionDenied."""
    if not may_declassify(user, item):
        raise PermissionDenied(_("You do not have the right to declassify this item."))


def _is_beyond_drafting(entry: Any) -> bool:
    return any(
        version.live or version.first_published_at or version.current_workflow_state
        for version in versions_of(entry)
    )
