"""How binding a legal ground for withholding is, and what using it takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Duty:
    """What an officer must and may do with information under a ground of some kind."""

    must_withhold: bool
    may_be_overridden: bool
    needs_reason: bool
    needs_weighing: bool


class ExemptionKind(StrEnum):
    MANDATORY = "mandatory"
    MANDATORY_WITH_OVERRIDE = "mandatory_with_override"
    DISCRETIONARY = "discretionary"
    QUALIFIED = "qualified"

    @property
    def duty(self) -> Duty:
        return DUTIES[self]

    @property
    def must_withhold(self) -> bool:
        """Whether the law forbids disclosure, as opposed to allowing refusal."""
        return self.duty.must_withhold

    @property
    def may_be_overridden(self) -> bool:
        """Whether consent or the public interest opens what must otherwise be withheld."""
        return self.duty.may_be_overridden

    @property
    def needs_reason(self) -> bool:
        """Whether it takes a reason why this very item is withheld, besides naming the ground."""
        return self.duty.needs_reason

    @property
    def needs_weighing(self) -> bool:
        """Whether the reason must weigh the public interest in disclosure."""
        return self.duty.needs_weighing


DUTIES: Mapping[ExemptionKind, Duty] = {
    # OGI Art. 14: state secrets, what other law forbids, what endangers security and stability.
    # Nothing overrides it, so the ground is the reason.
    ExemptionKind.MANDATORY: Duty(
        must_withhold=True,
        may_be_overridden=False,
        needs_reason=False,
        needs_weighing=False,
    ),
    # OGI Art. 15: business secrets and privacy, unless the third party consents or withholding
    # would gravely affect the public interest.
    ExemptionKind.MANDATORY_WITH_OVERRIDE: Duty(
        must_withhold=True,
        may_be_overridden=True,
        needs_reason=True,
        needs_weighing=True,
    ),
    # OGI Art. 16: internal affairs, process information and enforcement files may be withheld.
    ExemptionKind.DISCRETIONARY: Duty(
        must_withhold=False,
        may_be_overridden=False,
        needs_reason=True,
        needs_weighing=False,
    ),
    # UK FOIA s. 2(2)(b): only where the public interest in withholding outweighs disclosure.
    ExemptionKind.QUALIFIED: Duty(
        must_withhold=False,
        may_be_overridden=False,
        needs_reason=True,
        needs_weighing=True,
    ),
}
