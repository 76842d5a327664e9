"""The tables that cases give the annual report."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from wagtail_disclosure.cases.annual_report import challenges, counting
from wagtail_disclosure.cases.annual_report.counting import NO_COLUMN, NO_ROW
from wagtail_disclosure.cases.permissions import policy
from wagtail_disclosure.core.models import PublicBody
from wagtail_disclosure.core.seams import Unplaced
from wagtail_disclosure.rules.annual_report import TOTAL, Cells

BEHIND_NUMBER = "disclosure_cases:behind_number"
# How many cases a message names; all of them are in the list that it links.
NAMED = 10


class RequestsTable:
    """Table three."""

    def count(self, body: PublicBody, year: int) -> Cells:
        return counting.count(body, year)

    def url(self, year: int, row: str, column: str, user: Any) -> str:
        return _url(year, "3", row, column, user)

    def unplaced(self, body: PublicBody, year: int, user: Any) -> Iterator[Unplaced]:
        no_row = _("They ended in a way that has no row in the report. Give that outcome its row.")
        yield from self._unplaced(body, year, user, row=NO_ROW, column=TOTAL, message=no_row)
        no_column = _("Nobody recorded what kind of applicant asked. Record it with the case.")
        yield from self._unplaced(body, year, user, row=TOTAL, column=NO_COLUMN, message=no_column)

    def _unplaced(
        self, body: PublicBody, year: int, user: Any, *, row: str, column: str, message: str
    ) -> Iterator[Unplaced]:
        cases = counting.cases_in(body, year, row=row, column=column)
        number = cases.count()
        if number:
            names = visible_to(user, cases).order_by("received_on", "pk")
            yield Unplaced(
                message=message,
                number=number,
                names=tuple(names.values_list("number", flat=True)[:NAMED]),
                url=self.url(year, row, column, user),
            )


class ChallengesTable:
    """Table four."""

    def count(self, body: PublicBody, year: int) -> Cells:
        return challenges.count(body, year)

    def url(self, year: int, row: str, column: str, user: Any) -> str:
        return _url(year, "4", row, column, user)

    def unplaced(self, body: PublicBody, year: int, user: Any) -> Iterator[Unplaced]:
        # Kinds and results of challenges are those of the table.
        yield from ()


CASES_IN: dict[str, Callable[..., QuerySet[Any]]] = {
    "3": counting.cases_in,
    "4": challenges.cases_in,
}


def _url(year: int, table: str, row: str, column: str, user: Any) -> str:
    if not policy.user_has_permission(user, "view"):
        return ""
    return reverse(BEHIND_NUMBER, args=[year, table, row, column])


def visible_to(user: Any, cases: QuerySet[Any]) -> QuerySet[Any]:
    """Those of ``cases`` that ``user`` may see."""
    seen = policy.read_whole_by(user)
    return cases.filter(pk__in=seen.values("pk"))
