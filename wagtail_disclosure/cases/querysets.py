from datetime import date, timedelta
from typing import Any

from django.db import models

from wagtail_disclosure.rules.case_states import CLOSED_STATES

SOON = timedelta(days=3)


class CaseQuerySet(models.QuerySet[Any]):
    """Reads of cases; who may see them is the permission policy's question."""

    def open(self) -> "CaseQuerySet":
        return self.exclude(state__in=CLOSED_STATES)

    def overdue(self, *, on: date) -> "CaseQuerySet":
        """Open cases whose last day is over."""
        return self.open().filter(due_on__lt=on)

    def due_soon(self, *, on: date) -> "CaseQuerySet":
        """Open cases due on ``on`` or within the three calendar days that follow."""
        return self.open().filter(due_on__gte=on, due_on__lte=on + SOON)

    def due_later(self, *, on: date) -> "CaseQuerySet":
        return self.open().filter(due_on__gt=on + SOON)

    def assigned_to(self, user: Any) -> "CaseQuerySet":
        return self.filter(officer_id=user.pk)

    def with_people(self) -> "CaseQuerySet":
        """What listings show beside the case itself, fetched along with it."""
        return self.select_related("unit", "officer", "law")
