"""Forms for how a case ends, goes on elsewhere, or is not accepted."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail_disclosure.cases.actions.ending import NO_OTHER_CASE
from wagtail_disclosure.cases.models import Case, Challenge
from wagtail_disclosure.cases.workspace.forms.base import ActionForm, LongTextField, OnDayForm
from wagtail_disclosure.core.annual_report import APPLICANT_NAMES
from wagtail_disclosure.rules.references import InvalidReference, receipt_key


class TransferForm(OnDayForm):
    to = forms.CharField(
        label=_("To which agency"), max_length=200, help_text=_("The applicant reads this.")
    )


class JoinForm(OnDayForm):
    into = forms.CharField(
        label=_("With which case"), max_length=100, help_text=_("Its number. It goes on.")
    )

    def clean_into(self) -> Case:
        number = self.cleaned_data["into"]
        try:
            key = receipt_key(number)
        except InvalidReference:
            key = ""
        found = Case.objects.filter(number_key=key).first()
        if found is None:
            # The same words as for a case that this person may not see.
            raise forms.ValidationError(str(NO_OTHER_CASE))
        return found


class SplitForm(OnDayForm):
    description = LongTextField(
        label=_("The matter of the new case"),
        help_text=_("In the applicant's words, so stored sealed."),
    )


class ClassifyApplicantForm(ActionForm):
    """The annual report counts by it; the applicant said so, or it is known otherwise."""

    kind = forms.ChoiceField(
        label=_("Kind of applicant"),
        choices=[(kind.value, name) for kind, name in APPLICANT_NAMES.items()],
        widget=forms.RadioSelect,
    )

    @staticmethod
    def initial_values(case: Case, today: date) -> dict[str, Any]:
        return {"kind": case.applicant_kind}


class ChallengeForm(OnDayForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=Challenge.Kind.choices)
    authority = forms.CharField(label=_("Decided by"), max_length=200)
    reference = forms.CharField(label=_("Their reference"), max_length=100, required=False)


class HoldForm(ActionForm):
    authority = forms.CharField(
        label=_("Asked for by"), max_length=200, help_text=_("Such as a court or the archive.")
    )


class EndChallengeForm(OnDayForm):
    challenge = forms.ModelChoiceField(
        label=_("Challenge"), queryset=Challenge.objects.none(), empty_label=None
    )
    result = forms.ChoiceField(
        label=pgettext_lazy("of a question", "Result"), choices=Challenge.Result.choices
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["challenge"].queryset = self.case.challenges.filter(ended_on__isnull=True)
