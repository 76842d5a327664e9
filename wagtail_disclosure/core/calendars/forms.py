"""What somebody fills in to propose a change of a calendar."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from wagtail_disclosure.core.calendars import reading, seeds
from wagtail_disclosure.core.models import CalendarChange
from wagtail_disclosure.rules.calendar_changes import DayChange

KINDS = _("holiday, working day, closure, ordinary")


class CalendarChangeForm(WagtailAdminModelForm):
    """Days by hand, from a file or from the library, in any combination."""

    lines = forms.CharField(
        label=pgettext_lazy("calendar", "Days"),
        required=False,
        widget=forms.Textarea({"rows": 5}),
    )
    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("iCalendar (.ics) or CSV (.csv) with the columns date, kind and name."),
        widget=forms.FileInput({"accept": ".ics,.csv"}),
    )
    year = forms.IntegerField(
        label=_("Year of the library"),
        required=False,
        min_value=seeds.FIRST_YEAR,
        max_value=2100,
        help_text=_("All days of that year as the “holidays” library knows them."),
    )

    class Meta:
        model = CalendarChange
        fields = ["calendar", "source", "official_through"]
        widgets = {"official_through": AdminDateInput}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.days_of_year: list[DayChange] = []
        self.fields["lines"].help_text = _(
            "One a line: date, kind and name, for example “2027-02-06, holiday, Spring Festival”. "
            "Kinds are %(kinds)s."
        ) % {"kinds": KINDS}

    def clean_lines(self) -> list[DayChange]:
        return reading.read_lines(self.cleaned_data["lines"])

    def clean_file(self) -> list[DayChange]:
        file = self.cleaned_data["file"]
        return reading.read_file(file.name, file.read()) if file else []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        calendar, year = cleaned.get("calendar"), cleaned.get("year")
        if calendar and year:
            try:
                self.days_of_year = reading.read_year(calendar.code, year)
            except seeds.UnknownCalendar as error:
                self.add_error("year", ValidationError(str(error)))
        return cleaned

    def days(self) -> list[DayChange]:
        """Everything that was given; what was typed by hand wins over files and library."""
        typed = self.cleaned_data["lines"]
        by_day = {one.day: one for one in [*self.days_of_year, *self.cleaned_data["file"]]}
        for one in typed:
            by_day.pop(one.day, None)
        # A day that was typed twice is left to be refused.
        return sorted([*by_day.values(), *typed], key=lambda one: one.day)
