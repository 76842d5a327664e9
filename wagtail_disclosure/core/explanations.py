"""The count of days behind a due date, in words and in the form that pages and letters show."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail_disclosure.rules.calendars import ReasonCode
from wagtail_disclosure.rules.deadlines import ExplanationRow

DAY_REASONS = {
    ReasonCode.WORKING_DAY: _("Working day"),
    ReasonCode.MAKE_UP_DAY: _("Make-up working day"),
    ReasonCode.WEEKEND: _("Weekend"),
    ReasonCode.HOLIDAY: _("Public holiday"),
    ReasonCode.CLOSURE: pgettext_lazy("day", "Closed"),
    ReasonCode.CALENDAR_DAY: _("Calendar day"),
    ReasonCode.START_DAY: _("Day of receipt, not counted"),
    ReasonCode.BEFORE_RESTART: _("Before the corrected request"),
    ReasonCode.BEFORE_TRANSFER: _("Before another body took over"),
    ReasonCode.PAUSED: _("Clock paused"),
    ReasonCode.ROLLED_TO: _("Next working day"),
}
# Of the clock for publication, which starts with a document instead of a request.
DAYS_OF_PUBLICATION = {
    **DAY_REASONS,
    ReasonCode.START_DAY: _("Day of the document, not counted"),
}


@dataclass(frozen=True)
class ExplainedDay:
    """One day of the count; ``kind`` is counted, off, paused, or due for the last one."""

    day: date
    kind: str
    reason: Any
    source: str
    number: int | None


def explained_days(
    rows: Iterable[ExplanationRow],
    *,
    due_on: date | None,
    reasons: Mapping[ReasonCode, Any] = DAY_REASONS,
) -> list[ExplainedDay]:
    """Every day of an explanation in its stored form, in order; ``reasons`` are in words."""
    return list(_days(rows, due_on=due_on, reasons=reasons))


def _days(
    rows: Iterable[ExplanationRow], *, due_on: date | None, reasons: Mapping[ReasonCode, Any]
) -> Iterator[ExplainedDay]:
    for row in rows:
        day = date.fromisoformat(row["day"])
        yield ExplainedDay(
            day=day,
            kind="due" if day == due_on else _kind(row),
            reason=reasons[ReasonCode(row["reason"])],
            source=row["source"],
            number=row["number"],
        )


def _kind(row: ExplanationRow) -> str:
    if row["reason"] == ReasonCode.PAUSED:
        return "paused"
    return "counted" if row["counts"] else "off"
