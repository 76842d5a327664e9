from datetime import date, timedelta
from typing import Any

from django.db import models

from wagtail_disclosure.rules.case_states import CaseState

SOON = timedelta(days=3)
# A week that begins on the day itself.
WEEK = timedelta(days=6)


class CaseQuerySet(models.QuerySet[Any]):
    """Reads of cases; who may see them is the permission policy's question."""

    def open(self) -> "CaseQuerySet":
        # By the day: a constraint ties it to the state, and the index of open cases is by it.
        return self.filter(closed_on__isnull=True)

    def overdue(self, *, on: date) -> "CaseQuerySet":
        """Open cases whose last day is over."""
        return self.open().filter(due_on__lt=on)

    def due_soon(self, *, on: date) -> "CaseQuerySet":
        """Open cases due on ``on`` or within the three calendar days that follow."""
        return self.open().filter(due_on__gte=on, due_on__lte=on + SOON)

    def due_this_week(self, *, on: date) -> "CaseQuerySet":
        """Open cases due on ``on`` or within the six calendar days that follow."""
        return self.open().filter(due_on__gte=on, due_on__lte=on + WEEK)

    def due_later(self, *, on: date) -> "CaseQuerySet":
        return self.open().filter(due_on__gt=on + SOON)

    def waiting_for_applicant(self) -> "CaseQuerySet":
        """Cases whose applicant has to correct something, or to pay."""
        waiting = (CaseState.AWAITING_CORRECTION, CaseState.AWAITING_PAYMENT)
        return self.filter(state__in=waiting)

    def waiting_for_others(self) -> "CaseQuerySet":
        """Open cases about which a third party or another agency was asked."""
        asked = self.model.objects.filter(
            consultations__isnull=False, consultations__ended_on__isnull=True
        )
        return self.open().filter(pk__in=asked.values("pk"))

    def waiting_for_units(self) -> "CaseQuerySet":
        """Open cases for which a unit has to do something."""
        asked = self.model.objects.filter(unittasks__isnull=False, unittasks__ended_on__isnull=True)
        return self.open().filter(pk__in=asked.values("pk"))

    def unassigned(self) -> "CaseQuerySet":
        """Cases whose receipt is confirmed and that nobody works on yet."""
        states = (CaseState.ACCEPTED, CaseState.IN_PROGRESS)
        return self.filter(officer__isnull=True, state__in=states)

    def assigned_to(self, user: Any) -> "CaseQuerySet":
        return self.filter(officer_id=user.pk)

    def with_people(self) -> "CaseQuerySet":
        """What listings show beside the case itself, fetched along with it."""
        return self.select_related("unit", "officer", "law")
