from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.cases.models import Answer, AnswerItem, Case
from wagtail_disclosure.cases.workspace.forms.base import ActionForm, DayForm, LongTextField
from wagtail_disclosure.core.file_checks import ACCEPT, FileRefused, check_file
from wagtail_disclosure.core.models import Exemption, Outcome


class DraftAnswerForm(ActionForm):
    outcome = forms.ModelChoiceField(label=_("Outcome"), queryset=Outcome.objects.none())
    text = forms.CharField(
        label=_("Answer and reasons"),
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Without salutation: the letter adds it, the legal basis and the remedies."),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        outcomes = Outcome.objects.filter(law_id=self.case.law_id)
        self.fields["outcome"].queryset = outcomes.order_by("report_row", "code")

    @staticmethod
    def initial_values(case: Case, today: date) -> dict[str, Any]:
        draft = Answer.objects.filter(case_id=case.pk, live=False).first()
        return {"outcome": draft.outcome_id, "text": draft.text} if draft else {}


class ReferForm(ActionForm):
    """What is unclear, for the committee."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Your question")


class AddItemForm(ActionForm):
    """One document and what becomes of it; its file is checked by what is in it."""

    title = forms.CharField(label=_("Document"), max_length=300)
    decision = forms.ChoiceField(label=_("Decision"), choices=AnswerItem.Decision.choices)
    exemptions = forms.ModelMultipleChoiceField(
        label=_("Grounds for what is left out"),
        queryset=Exemption.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    explanation = LongTextField(
        label=_("What is left out, and why"),
        required=False,
        help_text=_("The applicant reads this. Needed where a ground leaves a choice."),
    )
    upload = forms.FileField(
        label=_("File to hand out"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPT}),
        help_text=_("Already blacked out where something is left out."),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        exemptions = Exemption.objects.filter(law_id=self.case.law_id)
        self.fields["exemptions"].queryset = exemptions.order_by("code")

    def clean_upload(self) -> Any:
        upload = self.cleaned_data["upload"]
        if upload:
            try:
                upload.content_type = check_file(upload)
            except FileRefused as refusal:
                raise forms.ValidationError(str(refusal)) from refusal
        return upload


class RemoveItemForm(ActionForm):
    item = forms.ModelChoiceField(label=_("Document"), queryset=AnswerItem.objects.none())

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        items = AnswerItem.objects.filter(answer__case_id=self.case.pk, answer__live=False)
        self.fields["item"].queryset = items


class DeliverForm(DayForm):
    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["on"].label = _("Delivered on")

    @staticmethod
    def initial_values(case: Case, today: date) -> dict[str, Any]:
        return {"on": today}
