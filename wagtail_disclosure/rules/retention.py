"""For how long what people told the agency about themselves is kept after their case has ended."""

from collections.abc import Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True)
class RetentionPeriod:
    """For how many days something is kept, from when on that counts, and what counts until then.

    Without ``days_until_then`` nothing is destroyed until then.
    """

    days: int
    in_force_from: date
    days_until_then: int | None = None

    def on(self, day: date) -> int | None:
        """How many days count on ``day``; None where nothing is destroyed yet."""
        return self.days if day >= self.in_force_from else self.days_until_then

    def destroyed_from(self, ended_on: date) -> date:
        """The first day on which what ended on ``ended_on`` is destroyed."""
        if self.days_until_then is not None:
            before = ended_on + timedelta(days=self.days_until_then)
            if before < self.in_force_from:
                return before
        return max(ended_on + timedelta(days=self.days), self.in_force_from)


def changed_period(
    current: RetentionPeriod | None, days: int, *, on: date, notice_days: int
) -> RetentionPeriod:
    """What counts after somebody wrote ``days`` on day ``on``; ``current`` counted before.

    Who keeps longer is heard at once, who destroys sooner after ``notice_days``: nothing is
    destroyed that the rule, as anybody could have read it in all of that time, still kept.
    """
    if current is not None and days == current.days:
        return current
    counted = current.on(on) if current else None
    if counted is not None and days >= counted:
        return RetentionPeriod(days, in_force_from=on)
    return RetentionPeriod(days, on + timedelta(days=notice_days), days_until_then=counted)


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
