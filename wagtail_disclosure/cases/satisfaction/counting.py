"""How many applicants said what, by month."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth

from wagtail_disclosure.cases.models import Satisfaction

# Of fewer, colleagues could tell who said what.
FEWEST = 5
MOST_MONTHS = 36


@dataclass(frozen=True)
class MonthOfAnswers:
    """A month; ``grades`` has a number for each grade, and none where too few answered."""

    first_day: date
    grades: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.grades)


def months() -> list[MonthOfAnswers]:
    """The last three years, the newest first (one query)."""
    counts = {grade.value: Count("pk", filter=Q(grade=grade.value)) for grade in Satisfaction.Grade}
    rows = Satisfaction.objects.order_by().annotate(month=TruncMonth("on")).values("month")
    counted = rows.annotate(number=Count("pk"), **counts).order_by("-month")[:MOST_MONTHS]
    return [
        MonthOfAnswers(
            first_day=row["month"],
            grades=tuple(row[name] for name in counts) if row["number"] >= FEWEST else (),
        )
        for row in counted
    ]
