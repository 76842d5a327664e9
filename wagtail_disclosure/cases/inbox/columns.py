"""The columns of the list: those that everybody finds there, and those that a person chooses."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn

from wagtail_disclosure.cases.clock.computing import today
from wagtail_disclosure.cases.clock.terms import LastDays
from wagtail_disclosure.cases.clock.words import DueWords, describe_due
from wagtail_disclosure.cases.models import Case
from wagtail_disclosure.core.admin import ROOMY

# The class of columns whose words are not broken, however narrow the screen.
WHOLE = "disclosure-nowrap"
DEFAULT = ("received_on", "due", "state", "unit", "officer_name")
# Columns that name a row of another table, which then comes along with the case.
NAMED = frozenset({"unit", "window", "law", "outcome"})
# Between the names of columns, in an address and in a cookie.
BETWEEN = "."


class DateColumn(Column):
    """The date itself: deadlines are not counted from “3 days ago”."""

    cell_template_name = "wagtail_disclosure_cases/admin/date_cell.html"


class DueColumn(Column):
    """Working days left, the date and a word; late cases say so in words first."""

    cell_template_name = "wagtail_disclosure_cases/admin/due_cell.html"

    def __init__(self, *args: Any, on: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.on = on
        self.last_days = LastDays()

    def get_value(self, instance: Case) -> DueWords:
        calendar = self.last_days.calendar_of(instance)
        return describe_due(instance, on=self.on, calendar=calendar)

    def get_export_value(self, instance: Case) -> date | str:
        """The date, which a table can be ordered by; in words where there is none."""
        return instance.due_on or self.get_value(instance).text


def number_column() -> Column:
    """The one that leads to the case, and so is always there."""
    return TitleColumn(
        "number",
        label=_("Case number"),
        sort_key="number",
        get_url=_workspace_url,
        classname=WHOLE,
    )


def columns_by_name(*, on: date) -> dict[str, Column]:
    """What a person can choose from, in the order in which it stands; due dates as on day ``on``.

    Nothing in them says who applied.
    """
    columns = [
        DateColumn(
            "received_on",
            label=pgettext_lazy("date", "Received"),
            sort_key="received_on",
            classname=ROOMY,
        ),
        DueColumn("due", label=_("Due"), sort_key="due_on", on=on),
        StatusTagColumn("state", label=_("State"), accessor="get_state_display", classname=WHOLE),
        Column("unit", label=_("Unit"), classname=ROOMY),
        Column("officer_name", label=_("Officer"), classname=ROOMY),
        Column("window", label=_("Intake window"), classname=ROOMY),
        Column(
            "applicant_kind",
            label=_("Kind of applicant"),
            accessor="get_applicant_kind_display",
            classname=ROOMY,
        ),
        Column("law", label=_("Law"), classname=ROOMY),
        DateColumn("closed_on", label=_("Closed on"), sort_key="closed_on", classname=ROOMY),
        Column("outcome", label=_("Outcome"), classname=ROOMY),
    ]
    return {column.name: column for column in columns}


def known_columns(text: str) -> tuple[str, ...]:
    """The names of columns in ``text``, in the order of the list; what is no column is left out."""
    names = text.split(BETWEEN)
    return tuple(name for name in columns_by_name(on=today()) if name in names)


def _workspace_url(case: Case) -> str:
    return reverse("disclosure_cases:workspace", args=[case.pk])
