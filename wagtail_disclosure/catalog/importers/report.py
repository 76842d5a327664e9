"""What an import did, and what it could not do and why."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext as _


class Outcome(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class RowError:
    """One thing wrong with one row; ``line`` counts from 1, the header included."""

    file: str
    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.column}: {self.reason}"


@dataclass
class Report:
    """Everything that an import of one or more files has to say."""

    errors: list[RowError] = field(default_factory=list)
    outcomes: dict[str, Counter[Outcome]] = field(default_factory=dict)
    published: int = 0
    # What was sent to review, and what could not be and why: a sentence each.
    batches: list[str] = field(default_factory=list)
    is_kept: bool = True

    def count(self, kind: str, outcome: Outcome) -> None:
        self.outcomes.setdefault(kind, Counter())[outcome] += 1

    def summary(self) -> list[str]:
        """What happened, a line per kind of row."""
        lines = [
            _("%(kind)s: %(created)d created, %(updated)d updated, %(unchanged)d unchanged")
            % {"kind": kind, **{outcome.value: counts[outcome] for outcome in Outcome}}
            for kind, counts in self.outcomes.items()
        ]
        if self.published:
            lines.append(_("%(number)d pages taken over as public") % {"number": self.published})
        return [*lines, *self.batches]

    def lines(self) -> list[str]:
        """The whole report in words: what happened, then what could not be done."""
        return [*self.summary(), *map(str, self.sorted_errors())]

    def sorted_errors(self) -> list[RowError]:
        """The errors in the order in which somebody reads the files."""
        return sorted(self.errors, key=_place)


def _place(error: RowError) -> tuple[str, int, str]:
    return error.file, error.line, error.column
