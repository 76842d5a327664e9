"""When a mail is tried again, and when nobody expects any more that it will go out."""

from datetime import datetime, timedelta

# After each attempt that failed; the last one repeats.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 120, 240, 360))
# RFC 5321, section 4.5.4.1: at least four to five days.
GIVE_UP_AFTER = timedelta(days=5)
# Whoever sends a mail has so long; after that it is taken for dead and another one may.
LEASE = timedelta(minutes=10)


def next_attempt(*, attempts: int, trying_since: datetime, at: datetime) -> datetime | None:
    """When to try again after the ``attempts``-th attempt failed; None: no more."""
    following = at + PAUSES[min(attempts, len(PAUSES)) - 1]
    return following if following <= trying_since + GIVE_UP_AFTER else None
