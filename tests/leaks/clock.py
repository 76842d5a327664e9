"""A clock that jumps: everything that asks Django what time it is follows."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone


class Clock:
    """Runs like any other, as many days ahead as it was told to jump."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def jump(self, days: int) -> None:
        self.ahead += timedelta(days=days)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    @contextmanager
    def told(self) -> Iterator["Clock"]:
        """Within, Django tells this time; afterwards the machine's own."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(timezone, "now", self.now)
            yield self
