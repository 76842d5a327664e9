"""What an excessive request may cost: 国办函〔2020〕109号, on fees for handling requests.

Handling is free (OGI Art. 42); only who asks for very much may be charged, by the number of the
cases or by the number of pages, never both. Amounts are whole yuan.
"""

from collections.abc import Sequence
from dataclasses import dataclass


class FeeError(ValueError):
    """A fee was asked for something that can't be counted."""


@dataclass(frozen=True)
class FeeBand:
    """From item number ``first`` on, each item costs ``rate``."""

    first: int
    rate: int


@dataclass(frozen=True)
class FeeSchedule:
    """Bands that grow dearer: an item costs what its own band says, whatever comes after it.

    Beyond the last band each further ``step`` items cost ``rise`` more apiece; no step: the last
    band goes on for ever.
    """

    bands: Sequence[FeeBand]
    citation: str
    step: int = 0
    rise: int = 0

    def fee_of(self, number: int) -> int:
        """What the item with that number costs, from 1. Raises FeeError."""
        if number < 1:
            raise FeeError(f"Items are numbered from 1, not {number}.")
        band = max(
            (band for band in self.bands if band.first <= number),
            key=lambda band: band.first,
            default=None,
        )
        if band is None:
            return 0
        if not self.step or band is not self.bands[-1]:
            return band.rate
        return band.rate + (number - band.first) // self.step * self.rise

    def total(self, number: int) -> int:
        """What that many items cost together. Raises FeeError."""
        if number < 0:
            raise FeeError(f"There can't be {number} items.")
        return sum(self.fee_of(one) for one in range(1, number + 1))


# The cases of one applicant within a calendar month: up to 10 free, 11 to 30 at 100 each; from 31
# on every further ten cases are a band, and each band costs 100 more than the one before.
BY_CASE = FeeSchedule(
    bands=(FeeBand(first=11, rate=100), FeeBand(first=31, rate=200)),
    step=10,
    rise=100,
    citation="国办函〔2020〕109号",
)
# The pages of one case, single-sided A4: up to 30 free, 31 to 100 at 10, 101 to 200 at 20, then 40.
BY_PAGE = FeeSchedule(
    bands=(
        FeeBand(first=31, rate=10),
        FeeBand(first=101, rate=20),
        FeeBand(first=201, rate=40),
    ),
    citation="国办函〔2020〕109号",
)
