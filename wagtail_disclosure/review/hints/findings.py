"""What was found in a file, in codes: kinds, places, and the limits of looking.

Codes rather than words, so that one reader's language is not kept for the next.
"""

import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from wagtail_disclosure.rules.sensitive_text import (
    SensitiveKind,
    find_sensitive,
    mask,
    mask_sensitive,
)

SECONDS = 15.0
# Decompressed: a packed file of a few kilobytes can hold gigabytes.
MOST_BYTES = 128 * 1024 * 1024
MOST_FINDINGS = 200
# More than one of a kind at one place is counted rather than listed.
EXCERPT = 60

Place = tuple[tuple[str, str], ...]


class NotLookedInto(ValueError):
    """A file, or what is left of it, can't be looked into; ``kind`` says why."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        super().__init__(kind)


@dataclass(frozen=True, order=True)
class Finding:
    """``kind`` is a key of KINDS; ``place`` leads from the outermost to the innermost."""

    place: Place
    kind: str
    excerpt: str = ""


@dataclass
class Look:
    """One look into one file: what was found so far, and what may still be spent on it."""

    allowed: Collection[str] = ()
    deadline: float = field(default_factory=lambda: time.monotonic() + SECONDS)
    bytes_left: int = MOST_BYTES
    found: dict[Finding, None] = field(default_factory=dict)

    def check_time(self) -> None:
        """Raises NotLookedInto where the look has taken too long."""
        if time.monotonic() > self.deadline:
            raise NotLookedInto("too_big")

    def add(self, kind: str, place: Place, excerpt: str = "") -> None:
        """Note a finding; raises NotLookedInto where there are enough to refuse the file."""
        shown = mask_sensitive(" ".join(excerpt[: EXCERPT * 4].split()))
        if len(shown) > EXCERPT:
            shown = f"{shown[: EXCERPT - 1]}…"
        self._keep(Finding(place, kind, shown))

    def read_text(self, text: str, place: Place) -> None:
        """Look for what is sensitive in ``text``."""
        self.check_time()
        for kind, excerpt in sensitive_in(text, self.allowed):
            self._keep(Finding(place, kind.value, excerpt))

    def _keep(self, finding: Finding) -> None:
        self.found[finding] = None
        if len(self.found) >= MOST_FINDINGS:
            raise NotLookedInto("too_many")


def sensitive_in(text: str, allowed: Collection[str]) -> Iterator[tuple[SensitiveKind, str]]:
    """Kinds of what is sensitive in ``text``, each with what to show of it."""
    for span in find_sensitive(text, allowed=allowed):
        yield span.kind, mask(text[span.start : span.end])


class LimitedStream:
    """What is read from it is taken off the look's bytes."""

    def __init__(self, stream: BinaryIO, look: Look) -> None:
        self._stream = stream
        self._look = look

    def read(self, size: int = -1) -> bytes:
        """Raises NotLookedInto where more would come out than the look may read."""
        left = self._look.bytes_left
        wanted = left + 1 if size < 0 else min(size, left + 1)
        data = self._stream.read(wanted)
        self._look.bytes_left -= len(data)
        if self._look.bytes_left < 0:
            raise NotLookedInto("too_big")
        self._look.check_time()
        return data
