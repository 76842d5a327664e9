"""How a request can end, and what each way of ending takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Consequences:
    """What follows from an outcome: whether something is handed out, and whether some is kept."""

    releases: bool
    withholds: bool


class OutcomeKind(StrEnum):
    GRANTED = "granted"
    PARTLY_GRANTED = "partly_granted"
    REFUSED = "refused"
    NOT_AVAILABLE = "not_available"
    NOT_PROCESSED = "not_processed"
    OTHER = "other"

    @property
    def releases(self) -> bool:
        """Whether the applicant gets information."""
        return CONSEQUENCES[self].releases

    @property
    def needs_ground(self) -> bool:
        """Whether the decision must name a legal ground for what it withholds.

        That is an exemption of the law; under a law that has none, such as one on permits, the
        article that the refusal rests on, cited.
        """
        return CONSEQUENCES[self].withholds


CONSEQUENCES: Mapping[OutcomeKind, Consequences] = {
    # OGI Art. 36(1), (2): given, or told where it is public already.
    OutcomeKind.GRANTED: Consequences(releases=True, withholds=False),
    # OGI Art. 37: what may be disclosed is, with the reasons for the rest.
    OutcomeKind.PARTLY_GRANTED: Consequences(releases=True, withholds=True),
    # OGI Art. 36(3): refused, with the reasons.
    OutcomeKind.REFUSED: Consequences(releases=False, withholds=True),
    # OGI Arts. 36(4), 36(5), 38: there is nothing that could be given.
    OutcomeKind.NOT_AVAILABLE: Consequences(releases=False, withholds=False),
    # OGI Arts. 35, 36(6), 39: not a request for information, or asked before.
    OutcomeKind.NOT_PROCESSED: Consequences(releases=False, withholds=False),
    OutcomeKind.OTHER: Consequences(releases=False, withholds=False),
}

# Those of them by which the applicant gets information.
RELEASING: tuple[OutcomeKind, ...] = tuple(kind for kind in OutcomeKind if kind.releases)

# Part three of the annual report on OGI work (国办公开办函〔2021〕30号): its rows (一) to (六).
KIND_OF_REPORT_GROUP: Mapping[str, OutcomeKind] = {
    "3-1": OutcomeKind.GRANTED,
    "3-2": OutcomeKind.PARTLY_GRANTED,
    "3-3": OutcomeKind.REFUSED,
    "3-4": OutcomeKind.NOT_AVAILABLE,
    "3-5": OutcomeKind.NOT_PROCESSED,
    "3-6": OutcomeKind.OTHER,
}
# How many rows each group has; the first two are single rows.
REPORT_ROWS = (
    "3-1",
    "3-2",
    *(f"3-3-{number}" for number in range(1, 9)),
    *(f"3-4-{number}" for number in range(1, 4)),
    *(f"3-5-{number}" for number in range(1, 6)),
    *(f"3-6-{number}" for number in range(1, 4)),
)


class UnknownReportRow(ValueError):
    """The annual report has no such row; the message names the row and those that there are."""

    def __init__(self, row: str):
        super().__init__(
            f"The annual report has no row “{row}”. There are: {', '.join(REPORT_ROWS)}."
        )


def kind_of_report_row(row: str) -> OutcomeKind:
    """What outcomes in that row of the annual report have in common. Raises UnknownReportRow."""
    if row not in REPORT_ROWS:
        raise UnknownReportRow(row)
    return KIND_OF_REPORT_GROUP[row[:3]]
