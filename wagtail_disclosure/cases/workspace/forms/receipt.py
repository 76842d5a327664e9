from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.cases.models import Case
from wagtail_disclosure.cases.workspace.forms.base import ActionForm, DayForm
from wagtail_disclosure.core.models import InformationOfficer


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


class RevealForm(forms.Form):
    purpose = forms.CharField(
        label=_("Purpose"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        help_text=_("That you looked, when and for what is recorded with the case."),
    )
