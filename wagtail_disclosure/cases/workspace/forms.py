"""The forms of the case workspace: each asks for what its action takes, the reason included."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from wagtail_disclosure.cases.models import Answer, Case
from wagtail_disclosure.core.models import InformationOfficer, Outcome


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


class AcceptForm(DayForm):
    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["on"].label = _("Received on")
        self.fields["on"].help_text = _(
            "The day on which receipt is confirmed with the applicant starts the time to answer "
            "(OGI Art. 31). The day of submission is the safe choice."
        )

    @staticmethod
    def initial_values(case: Case, today: date) -> dict[str, Any]:
        return {"on": case.submitted_on}

    def earliest(self) -> date:
        return self.case.submitted_on


class AssignForm(ActionForm):
    officer = forms.ModelChoiceField(label=_("Officer"), queryset=InformationOfficer.objects.none())

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        officers = InformationOfficer.objects.filter(
            unit__body_id=self.case.body_id, user__is_active=True
        )
        self.fields["officer"].queryset = officers.select_related("unit", "user").order_by(
            "unit__code", "user__last_name", "pk"
        )

    def keywords(self) -> dict[str, Any]:
        keywords = super().keywords()
        officer = keywords.pop("officer")
        return {**keywords, "to": officer.user, "unit": officer.unit}


class DraftAnswerForm(ActionForm):
    outcome = forms.ModelChoiceField(label=_("Outcome"), queryset=Outcome.objects.none())
    text = forms.CharField(label=_("Answer and reasons"), widget=forms.Textarea(attrs={"rows": 12}))

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        outcomes = Outcome.objects.filter(law_id=self.case.law_id)
        self.fields["outcome"].queryset = outcomes.order_by("report_row", "code")

    @staticmethod
    def initial_values(case: Case, today: date) -> dict[str, Any]:
        draft = Answer.objects.filter(case_id=case.pk, live=False).first()
        return {"outcome": draft.outcome_id, "text": draft.text} if draft else {}


class DeliverForm(DayForm):
    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["on"].label = _("Delivered on")

    @staticmethod
    def initial_values(case: Case, today: date) -> dict[str, Any]:
        return {"on": today}


class RevealForm(forms.Form):
    purpose = forms.CharField(
        label=_("Purpose"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        help_text=_("That you looked, when and for what is recorded with the case."),
    )
