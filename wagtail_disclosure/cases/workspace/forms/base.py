"""What the forms of the workspace have in common: each asks for what its action takes, and why."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from wagtail_disclosure.cases.models import Case


class ActionForm(forms.Form):
    """What every action asks: why. ``version`` is that of the case when the form was shown."""

    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        help_text=_("Kept in the history for good. Don't write who applied."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, case: Case, today: date, **kwargs: Any):
        self.case = case
        self.today = today
        kwargs["initial"] = {"version": case.version, **self.initial_values(case, today)}
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name not in ("reason", "version")])

    @staticmethod
    def initial_values(case: Case, today: date) -> dict[str, Any]:
        return {}

    def about(self) -> str:
        """What is being decided, where the form alone does not say it."""
        return ""

    def keywords(self) -> dict[str, Any]:
        """The keyword arguments of the action, besides who acts."""
        return {"on": self.today, **self.cleaned_data}


class DayForm(ActionForm):
    """An action with a day of its own, from ``earliest`` until today."""

    on = forms.DateField(label=_("Day"), widget=AdminDateInput)

    def earliest(self) -> date:
        return self.case.received_on

    def clean_on(self) -> date:
        on = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError(_("This day has not come yet."))
        if on < self.earliest():
            raise forms.ValidationError(
                _("Not before %(day)s.") % {"day": self.earliest().isoformat()}
            )
        return on


class OnDayForm(DayForm):
    """An action whose day is today unless somebody says otherwise."""

    @staticmethod
    def initial_values(case: Case, today: date) -> dict[str, Any]:
        return {"on": today}


class WorkingDaysField(forms.IntegerField):
    """A term in working days."""

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("label", _("Within how many working days"))
        super().__init__(min_value=1, max_value=250, **kwargs)


class LongTextField(forms.CharField):
    def __init__(self, *, rows: int = 4, **kwargs: Any):
        super().__init__(
            widget=forms.Textarea(attrs={"rows": rows}), **{"max_length": 4000, **kwargs}
        )
