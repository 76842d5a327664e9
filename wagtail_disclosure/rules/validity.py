"""Whether a document is in force on a day."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from wagtail_disclosure.rules.calendars import require_date


class Validity(StrEnum):
    """What a body states of its document, and what follows from its dates."""

    IN_FORCE = "in_force"
    AMENDED = "amended"
    REPEALED = "repealed"
    EXPIRED = "expired"
    NOT_YET = "not_yet"


class Succession(StrEnum):
    """What a later document does to an earlier one."""

    AMENDED_BY = "amended_by"
    REPEALED_BY = "repealed_by"


ENDED = frozenset({Validity.REPEALED, Validity.EXPIRED})


class DatesOutOfOrder(ValueError):
    """A document would cease to be in force before it is."""


def check_dates(*, effective_on: date | None, expires_on: date | None) -> None:
    """Raise DatesOutOfOrder unless a document is in force for a day at least."""
    if effective_on and expires_on and expires_on <= effective_on:
        raise DatesOutOfOrder(f"It ceases on {expires_on}, but takes effect on {effective_on}.")


def validity_on(
    day: date,
    *,
    stated: Validity | None = None,
    effective_on: date | None = None,
    expires_on: date | None = None,
    successions: Collection[Succession] = (),
) -> Validity | None:
    """What holds on ``day``; None where nothing says whether the document is ever in force.

    It is in force from ``effective_on`` and no longer on ``expires_on`` (失效日期), which is also
    the day of a repeal. Without such a day, a repeal that is stated counts at once.
    """
    require_date(day)
    if effective_on is not None and day < effective_on:
        return Validity.NOT_YET
    is_repealed = stated is Validity.REPEALED or Succession.REPEALED_BY in successions
    has_ended = expires_on is None or day >= expires_on
    if is_repealed and has_ended:
        return Validity.REPEALED
    if has_ended and (expires_on is not None or stated is Validity.EXPIRED):
        return Validity.EXPIRED
    if stated is Validity.AMENDED or Succession.AMENDED_BY in successions:
        return Validity.AMENDED
    if stated or effective_on or expires_on:
        return Validity.IN_FORCE
    return None
