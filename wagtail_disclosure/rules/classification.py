"""The three disclosure classes, and what each may hold and must state."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


@dataclass(frozen=True)
class Shape:
    """What an object of a class may hold in public, and what must be said about it."""

    may_have_page: bool
    may_have_body: bool
    may_have_attachments: bool
    needs_ground: bool
    needs_reason: bool


class DisclosureClass(StrEnum):
    PROACTIVE = "proactive"
    ON_REQUEST = "on_request"
    EXEMPT = "exempt"

    @property
    def shape(self) -> Shape:
        return SHAPES[self]

    @property
    def may_have_page(self) -> bool:
        return self.shape.may_have_page

    @property
    def may_have_body(self) -> bool:
        return self.shape.may_have_body

    @property
    def may_have_attachments(self) -> bool:
        return self.shape.may_have_attachments

    @property
    def needs_ground(self) -> bool:
        """Whether a legal ground must be named: exempt information has a citation each."""
        return self.shape.needs_ground

    @property
    def needs_reason(self) -> bool:
        """Whether somebody must say why it isn't open to everybody at once."""
        return self.shape.needs_reason


SHAPES: Mapping[DisclosureClass, Shape] = {
    # OGI Arts. 19-21: published by the agency of its own accord, in full.
    DisclosureClass.PROACTIVE: Shape(
        may_have_page=True,
        may_have_body=True,
        may_have_attachments=True,
        needs_ground=False,
        needs_reason=False,
    ),
    # OGI Art. 27: anybody may ask for it, so it is described, and handed out through a case.
    DisclosureClass.ON_REQUEST: Shape(
        may_have_page=True,
        may_have_body=False,
        may_have_attachments=False,
        needs_ground=False,
        needs_reason=True,
    ),
    # OGI Arts. 14-16: withheld, each with its ground and a lawful explanation.
    DisclosureClass.EXEMPT: Shape(
        may_have_page=False,
        may_have_body=False,
        may_have_attachments=False,
        needs_ground=True,
        needs_reason=True,
    ),
}

# OGI Art. 5: openness is the rule, secrecy the exception.
DEFAULT_CLASS = DisclosureClass.PROACTIVE


def openness_rate(*, proactive: int, on_request: int, exempt: int) -> Fraction | None:
    """The share of all inventoried information that is open; None where there is none.

    Raises ValueError for a count below zero.
    """
    counts = {"proactive": proactive, "on_request": on_request, "exempt": exempt}
    for name, count in counts.items():
        if count < 0:
            raise ValueError(f"There can't be {count} {name} entries.")
    total = sum(counts.values())
    # What is given to whoever asks is open too.
    return Fraction(proactive + on_request, total) if total else None
