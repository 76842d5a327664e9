"""What has a last day, and who is told of it: computed from the cases whenever it is asked."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from wagtail_disclosure.cases.clock.terms import LastDays
from wagtail_disclosure.cases.models.cases import Case
from wagtail_disclosure.cases.models.challenges import Challenge
from wagtail_disclosure.cases.models.consultations import Consultation
from wagtail_disclosure.cases.models.corrections import Correction
from wagtail_disclosure.cases.models.custody import CustodyEvent
from wagtail_disclosure.cases.models.fees import FeeNotice
from wagtail_disclosure.cases.models.reminders import Reminder
from wagtail_disclosure.cases.models.tasks import UnitTask
from wagtail_disclosure.cases.models.waiting import Waiting
from wagtail_disclosure.cases.reminders.people import Ids, People
from wagtail_disclosure.core import conf
from wagtail_disclosure.rules.calendars import CalendarError
from wagtail_disclosure.rules.reminders import stage_on

logger = logging.getLogger("wagtail_disclosure.cases")

Kind = Reminder.Kind
WAITED_FOR: dict[str, type[Waiting]] = {
    Kind.CORRECTION: Correction,
    Kind.CONSULTATION: Consultation,
    Kind.FEE_NOTICE: FeeNotice,
    Kind.CHALLENGE: Challenge,
    Kind.TASK: UnitTask,
}
AT_ONCE = 500


@dataclass(frozen=True)
class Matter:
    """Something with a last day that is near or over, the stage it has reached, and who is told."""

    kind: str
    case_id: int
    object_id: int
    due_on: date
    stage: int
    people: Ids

    @property
    def key(self) -> tuple[str, int, date, int]:
        """Tells it from everything else that a person is reminded of."""
        return self.kind, self.object_id, self.due_on, self.stage


def place_of(kind: str, *, case_id: int, object_id: int) -> str:
    """The address in the admin where people do something about it."""
    if kind == Kind.TASK:
        return reverse("disclosure_cases:task", args=[object_id])
    if kind == Kind.PAPERS:
        return reverse("disclosure_register:papers_of", args=[case_id])
    return reverse("disclosure_cases:workspace", args=[case_id])


class Matters:
    """One look at everything, in as many queries as there are kinds of last days."""

    def __init__(self, *, on: date) -> None:
        self.on = on
        self.before = conf.reminder_days()
        self.again_after = conf.remind_again_after_days()
        self.last_days = LastDays()
        self.people = People()

    def __iter__(self) -> Iterator[Matter]:
        """Whatever is near or over, of the agencies that work on the day."""
        yield from self._answers()
        yield from self._waited_for()
        yield from self._papers()

    def _answers(self) -> Iterator[Matter]:
        # A little too far, so that no holidays hide anything; the stages say it exactly.
        horizon = self.on + timedelta(weeks=max(self.before, default=0) + 3)
        cases = Case.objects.open().filter(due_on__lte=horizon).select_related("body__calendar")
        for case in cases.order_by("due_on", "pk").iterator(chunk_size=AT_ONCE):
            yield from self._matter(Kind.ANSWER, case, case, case.due_on, self.people.of_case)

    def _waited_for(self) -> Iterator[Matter]:
        for kind, model in WAITED_FOR.items():
            rows = model.objects.filter(ended_on__isnull=True)
            if kind != Kind.CHALLENGE:
                # What was asked for an answer matters no more once it is given.
                rows = rows.filter(case__closed_on__isnull=True)
            for row in rows.select_related("case__body__calendar").iterator(chunk_size=AT_ONCE):
                last_day = self.last_days.of(row)
                if last_day is not None:
                    yield from self._matter(kind, row.case, row, last_day, self._people_of)

    def _papers(self) -> Iterator[Matter]:
        days = conf.custody_working_days()
        # Nobody is reminded of papers on the day on which they were handed in.
        self.before = [stage for stage in self.before if stage < days]
        events = CustodyEvent.objects.waiting().select_related("case__body__calendar")
        for event in events.iterator(chunk_size=AT_ONCE):
            last_day = self.last_days.after(event.case, event.on, days)
            if last_day is not None:
                people = self.people.of_papers
                yield from self._matter(Kind.PAPERS, event.case, event, last_day, people)

    def _matter(
        self, kind: str, case: Case, row: Any, last_day: date, people: Callable[[Any], Ids]
    ) -> Iterator[Matter]:
        stage = self._stage(case, last_day)
        if stage is not None:
            yield Matter(kind, case.pk, row.pk, last_day, stage, people(row))

    def _stage(self, case: Case, last_day: date) -> int | None:
        """None where there is time enough, and on days off."""
        calendar = self.last_days.calendar_of(case)
        try:
            if not calendar.is_working_day(self.on):
                return None
            return stage_on(
                self.on, last_day, calendar, before=self.before, again_after=self.again_after
            )
        except CalendarError as error:
            # A calendar that begins too late keeps nobody from the reminders of other agencies.
            logger.error("No reminder of %s: %s", case.number, error)
            return None

    def _people_of(self, row: Waiting) -> Ids:
        if isinstance(row, UnitTask):
            return self.people.of_task(row)
        return self.people.of_case(row.case)
