"""What a table is, whatever kind of file it comes in."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

MOST_COLUMNS = 200


class RefusedTable(Exception):
    """A whole file can't be imported; the message says why and what to do."""


@dataclass(frozen=True)
class Line:
    """The cells of a line that is not empty, without space at their ends; lines count from 1."""

    number: int
    cells: list[str] = field(repr=False)


class Source(Protocol):
    """A table that is read line by line, however long it is."""

    # How it was read, in words.
    form: str

    def lines(self) -> Iterator[Line]:
        """Raises RefusedTable."""

    def check(self, positions: set[int], *, header_line: int) -> None:
        """Look at the columns at these positions as a whole. Raises RefusedTable."""
