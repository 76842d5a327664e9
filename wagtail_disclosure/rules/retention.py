"""For how long what people told the agency about themselves is kept after their case has ended."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum


class RetentionStage(StrEnum):
    """What is destroyed, in the order in which it is: the more telling, the sooner.

    Personal Information Protection Law (PIPL) Art. 19: no longer than the purpose takes.
    """

    # PIPL Art. 28: an identity number is among what harms people most in the wrong hands.
    IDENTITY_DOCUMENT = "identity_document"
    CONTACT = "contact"
    # Everything that was written, sent and answered, for good.
    CONTENT = "content"


def destroyed_from(ended_on: date, days: int) -> date:
    """The day from which what is kept for ``days`` after ``ended_on`` is destroyed."""
    return ended_on + timedelta(days=days)


def last_end(on: date, days: int) -> date:
    """The last day on which a case may have ended of which something is destroyed on day ``on``."""
    return on - timedelta(days=days)


def out_of_order(
    days: Mapping[RetentionStage, int],
) -> tuple[RetentionStage, RetentionStage] | None:
    """The first two stages of which the later one would come sooner than the earlier one."""
    stages = [stage for stage in RetentionStage if stage in days]
    for earlier, later in zip(stages, stages[1:], strict=False):
        if days[later] < days[earlier]:
            return earlier, later
    return None
