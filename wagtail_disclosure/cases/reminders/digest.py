"""The digest for the weekly meeting: what is late, what is due, what waits for whom."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from wagtail_disclosure.cases.clock.terms import LastDays
from wagtail_disclosure.cases.models.cases import Case
from wagtail_disclosure.cases.models.consultations import Consultation
from wagtail_disclosure.cases.models.corrections import Correction
from wagtail_disclosure.cases.models.fees import FeeNotice
from wagtail_disclosure.cases.models.tasks import UnitTask
from wagtail_disclosure.cases.permissions import policy
from wagtail_disclosure.cases.querysets import WEEK
from wagtail_disclosure.core.models import Unit
from wagtail_disclosure.rules.case_states import CaseState

# More than a meeting goes through; the count says how many there are.
MOST = 100


@dataclass(frozen=True)
class Row:
    """A case in a part of the digest: since when, until when, and which unit has to act."""

    case: Case
    since: date
    until: date | None
    unit: Unit | None


@dataclass(frozen=True)
class Part:
    """The first rows of a part, how many there are in all, and where all of them are listed."""

    name: str
    heading: str
    rows: list[Row]
    count: int
    url: str


@dataclass(frozen=True)
class UnitFigures:
    """How many cases a unit has; ``name`` is empty for those that no unit has yet."""

    name: str
    open: int
    late: int
    due: int


@dataclass(frozen=True)
class Digest:
    """How things stand on the day ``on``; ``through`` is the last day of its week."""

    on: date
    through: date
    late: Part
    due: Part
    waiting: list[Part]
    units: list[UnitFigures]

    @property
    def parts(self) -> list[Part]:
        """All of them, the most urgent first."""
        return [self.late, self.due, *self.waiting]


def digest_of(user: Any, *, on: date, most: int = MOST) -> Digest:
    """The digest of the cases that ``user`` may see; a constant number of queries."""
    # Open ones only, which an index knows among however many others.
    cases = policy.read_whole_by(user).open()
    build = _Parts(cases, on=on, most=most)
    return Digest(
        on=on,
        through=on + WEEK,
        late=build.of_cases("late", _("Late"), cases.overdue(on=on), "due=overdue"),
        due=build.of_cases("due", _("Due this week"), cases.due_this_week(on=on), "due=week"),
        waiting=[part for part in build.waiting() if part.count],
        units=_units(cases, on=on),
    )


class _Parts:
    def __init__(self, cases: Any, *, on: date, most: int) -> None:
        self.cases = cases
        self.on = on
        self.most = most
        self.last_days = LastDays()

    def waiting(self) -> list[Part]:
        """For whom cases wait, ourselves first."""
        unconfirmed = self.cases.filter(state=CaseState.SUBMITTED)
        in_review = self.cases.filter(state=CaseState.ANSWER_IN_REVIEW)
        return [
            self.of_cases("us", _("For us to confirm receipt"), unconfirmed, "waiting=us"),
            self.of_cases(
                "nobody", _("For an officer"), self.cases.unassigned(), "waiting=officer"
            ),
            self.of_asked("units", _("For units"), UnitTask, "waiting=units"),
            self.of_cases("review", _("For review"), in_review, "waiting=review"),
            self.of_asked(
                "applicant", _("For the applicant"), Correction, "state=awaiting_correction"
            ),
            self.of_asked("payment", _("For payment"), FeeNotice, "state=awaiting_payment"),
            self.of_asked(
                "others",
                _("For third parties and other agencies"),
                Consultation,
                "waiting=others",
            ),
        ]

    def of_cases(self, name: str, heading: str, cases: Any, query: str) -> Part:
        ordered = cases.with_people().order_by("due_on", "pk")
        return self._part(name, heading, ordered, query, _row_of_case)

    def of_asked(self, name: str, heading: str, model: Any, query: str) -> Part:
        rows = model.objects.filter(ended_on__isnull=True, case__in=self.cases.values("pk"))
        related = ["case__body__calendar", "case__unit"]
        if model is UnitTask:
            related.append("unit")
        ordered = rows.select_related(*related).order_by("asked_on", "pk")
        return self._part(name, heading, ordered, query, self._row_of_asked)

    def _part(
        self, name: str, heading: str, rows: QuerySet[Any], query: str, as_row: Callable[..., Row]
    ) -> Part:
        found = list(rows[: self.most + 1])
        count = rows.count() if len(found) > self.most else len(found)
        url = f"{reverse('disclosure_cases:index')}?{query}"
        return Part(name, heading, [as_row(row) for row in found[: self.most]], count, url)

    def _row_of_asked(self, asked: Any) -> Row:
        unit = asked.unit if isinstance(asked, UnitTask) else asked.case.unit
        return Row(asked.case, asked.asked_on, self.last_days.of(asked), unit)


def _row_of_case(case: Case) -> Row:
    return Row(case, case.received_on, case.due_on, case.unit)


def _units(cases: Any, *, on: date) -> list[UnitFigures]:
    found = cases.order_by().values("unit_id")
    figures = found.annotate(
        open=Count("pk"),
        late=Count("pk", filter=Q(due_on__lt=on)),
        due=Count("pk", filter=Q(due_on__gte=on, due_on__lte=on + WEEK)),
    )
    names = {unit.pk: str(unit) for unit in Unit.objects.order_by("code")}
    # In the order of their codes; what no unit has yet comes last.
    order = [*names, None]
    return [
        UnitFigures(names.get(row["unit_id"], ""), row["open"], row["late"], row["due"])
        for row in sorted(figures, key=lambda row: order.index(row["unit_id"]))
    ]
