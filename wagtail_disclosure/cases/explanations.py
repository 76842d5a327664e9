"""The count of days behind a due date, in words and in the form that pages show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from wagtail_disclosure.cases.wording import DAY_REASONS
from wagtail_disclosure.rules.calendars import ReasonCode


@dataclass(frozen=True)
class ExplainedDay:
    """One day of the count; ``kind`` is counted, off, paused, or due for the last one."""

    day: date
    kind: str
    reason: Any
    source: str
    number: int | None


def explained_days(case: Any) -> list[ExplainedDay]:
    """Every day from receipt to the due date, as it was counted when the due date was stored."""
    return list(_days(case.due_explanation, due_on=case.due_on))


def _days(rows: Iterable[dict[str, Any]], *, due_on: date | None) -> Iterable[ExplainedDay]:
    for row in rows:
        day = date.fromisoformat(row["day"])
        yield ExplainedDay(
            day=day,
            kind="due" if day == due_on else _kind(row),
            reason=DAY_REASONS[ReasonCode(row["reason"])],
            source=row["source"],
            number=row["number"],
        )


def _kind(row: dict[str, Any]) -> str:
    if row["reason"] == ReasonCode.PAUSED:
        return "paused"
    return "counted" if row["counts"] else "off"
