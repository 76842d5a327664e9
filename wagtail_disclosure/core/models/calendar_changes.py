from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.models.calendars import WorkCalendar
from wagtail_disclosure.core.models.recomputations import Recomputing
from wagtail_disclosure.core.seams import Concerned
from wagtail_disclosure.rules.calendar_changes import DayChange, changed
from wagtail_disclosure.rules.calendars import ReasonCode, WorkingCalendar


class CalendarChange(Recomputing):
    """Days of a calendar that somebody wants to correct, and how far due dates follow.

    A calendar is changed only like this, so that whoever approves it sees first which due dates
    it moves. Change it only through ``core.calendars.changing``.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Waits for approval")
        APPROVED = "approved", _("Approved: due dates are being recomputed")
        FINISHED = "finished", _("In force")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    calendar = models.ForeignKey(
        WorkCalendar, on_delete=models.PROTECT, related_name="changes", verbose_name=_("calendar")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.PROPOSED, editable=False
    )
    # Rows of day (ISO), kind (a ReasonCode, or empty for an ordinary day) and name.
    days = models.JSONField(_("days"), default=list, blank=True)
    official_through = models.DateField(
        _("official through"),
        null=True,
        blank=True,
        help_text=_("Last day that the notice covers, where it covers more than before."),
    )
    source = models.CharField(
        _("source"), max_length=200, help_text=_("The notice or decision that says so.")
    )
    proposed_at = models.DateTimeField(_("proposed at"), auto_now_add=True)
    proposed_by_id = models.BigIntegerField(null=True, editable=False)
    proposed_by_name = models.CharField(_("proposed by"), max_length=200, editable=False)
    decided_at = models.DateTimeField(_("decided at"), null=True, editable=False)
    decided_by_id = models.BigIntegerField(null=True, editable=False)
    decided_by_name = models.CharField(_("decided by"), max_length=200, blank=True, editable=False)
    # What it would move, once a task counted it, and the state of calendar and cases that this is
    # true of.
    preview = models.JSONField(null=True, editable=False)
    previewed_at = models.DateTimeField(null=True, editable=False)
    previewed_state = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("change of a calendar")
        verbose_name_plural = _("changes of calendars")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.calendar}: {self.source}"

    @property
    def concerned(self) -> Concerned:
        """The due dates that follow it."""
        return Concerned(calendar=self.calendar)

    @property
    def actor(self) -> Actor:
        """Who decided it."""
        return Actor(id=self.decided_by_id, name=self.decided_by_name)

    @property
    def reason(self) -> str:
        return self.source

    @property
    def is_running(self) -> bool:
        return self.state == self.State.APPROVED

    def finish(self) -> None:
        self.state = self.State.FINISHED

    @property
    def day_changes(self) -> list[DayChange]:
        """Its days as the plain values that the rules change calendars with."""
        return [
            DayChange(
                day=date.fromisoformat(row["day"]),
                kind=ReasonCode(row["kind"]) if row["kind"] else None,
                name=row["name"],
            )
            for row in self.days
        ]

    def as_rules(self) -> WorkingCalendar:
        """The calendar as it is, or would be, with this change. Raises CalendarError."""
        calendar = self.calendar.as_rules()
        return changed(calendar, self.day_changes, official_through=self.official_through)

    @staticmethod
    def as_rows(changes: list[DayChange]) -> list[dict[str, Any]]:
        """Changes of days in the form in which they are stored."""
        return [
            {"day": one.day.isoformat(), "kind": one.kind or "", "name": one.name}
            for one in changes
        ]
