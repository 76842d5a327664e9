"""Table four of the annual report: reconsideration and litigation.

A challenge counts in the year of its result, and as not decided yet in every year at whose end it
was open. Results are recorded once, so a past year stays what it was. Complaints and internal
reviews are no part of the table.
"""

from collections import Counter
from typing import Any

from django.db.models import Case as Choose
from django.db.models import Count, F, Q, QuerySet, Value, When

from wagtail_disclosure.cases.annual_report.counting import first_and_last
from wagtail_disclosure.cases.models import Case, Challenge
from wagtail_disclosure.core.models import PublicBody
from wagtail_disclosure.rules.annual_report import (
    CHALLENGES,
    TABLE_FOUR,
    TOTAL,
    ChallengeGroup,
    ChallengeResult,
    challenge_column,
)


def counted_challenges(body: PublicBody, year: int) -> QuerySet[Any]:
    """The challenges of ``year``, with ``standing``: the result that they had at its end."""
    first, last = first_and_last(year)
    challenges = Challenge.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gte=first),
        asked_on__lte=last,
        kind__in=[group.value for group in ChallengeGroup],
        case__body=body,
        case__kind=Case.Kind.INFORMATION_REQUEST,
    )
    decided = When(ended_on__lte=last, then=F("result"))
    pending = Value(ChallengeResult.PENDING.value)
    return challenges.annotate(standing=Choose(decided, default=pending)).order_by()


def count(body: PublicBody, year: int) -> Counter[tuple[str, str]]:
    """The numbers of table four, in one statement."""
    cells: Counter[tuple[str, str]] = Counter()
    groups = counted_challenges(body, year).values("kind", "standing")
    for group in groups.annotate(number=Count("pk")):
        for result in (group["standing"], TOTAL):
            cells[CHALLENGES, challenge_column(group["kind"], result)] += group["number"]
    return cells


def cases_in(body: PublicBody, year: int, *, row: str, column: str) -> QuerySet[Any]:
    """The cases that are challenged; none for what is no cell."""
    columns = {line.code: line for line in TABLE_FOUR.columns if not line.is_heading}
    if row != CHALLENGES or column not in columns:
        return Case.objects.none()
    line = columns[column]
    challenges = counted_challenges(body, year).filter(kind=line.parent)
    if not line.adds:
        challenges = challenges.filter(standing=column.removeprefix(f"{line.parent}-"))
    return Case.objects.filter(pk__in=challenges.values("case"))
