"""The one answer to whether the general public may see a guarded object."""

from dataclasses import dataclass
from enum import StrEnum


class ClearanceDecision(StrEnum):
    CLEARED = "cleared"
    WITHDRAWN = "withdrawn"


class VisibilityReason(StrEnum):
    CLEARED = "cleared"
    NOT_LIVE = "not_live"
    EXPIRED = "expired"
    NEVER_CLEARED = "never_cleared"
    WITHDRAWN = "withdrawn"
    CHANGED = "changed"
    RESTRICTED = "restricted"


@dataclass(frozen=True)
class Visibility:
    """Whether the public sees an object, and why; true in a condition only where it does."""

    visible: bool
    reason: VisibilityReason

    def __bool__(self) -> bool:
        return self.visible


def visibility(
    *,
    live: bool,
    expired: bool,
    decision: ClearanceDecision | str | None,
    fingerprints_equal: bool,
    restricted: bool,
) -> Visibility:
    """Whether anybody at all may see an object.

    ``decision`` is that of the object's latest clearance (None: there is none),
    ``fingerprints_equal`` says whether its content is the one that was decided on, ``restricted``
    whether a view restriction narrows its readers. Raises ValueError for an unknown decision.
    """
    reason = _why_hidden(
        live=live,
        expired=expired,
        decision=None if decision is None else ClearanceDecision(decision),
        fingerprints_equal=fingerprints_equal,
        restricted=restricted,
    )
    return Visibility(visible=reason is None, reason=reason or VisibilityReason.CLEARED)


def _why_hidden(
    *,
    live: bool,
    expired: bool,
    decision: ClearanceDecision | None,
    fingerprints_equal: bool,
    restricted: bool,
) -> VisibilityReason | None:
    # OGI Art. 17: nothing is disclosed before it was reviewed. A withdrawal is named first,
    # because it holds whatever becomes of the object.
    if decision is ClearanceDecision.WITHDRAWN:
        return VisibilityReason.WITHDRAWN
    if not live:
        return VisibilityReason.NOT_LIVE
    if expired:
        return VisibilityReason.EXPIRED
    if decision is None:
        return VisibilityReason.NEVER_CLEARED
    if not fingerprints_equal:
        return VisibilityReason.CHANGED
    if restricted:
        return VisibilityReason.RESTRICTED
    return None
