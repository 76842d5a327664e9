from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.review.models import ReviewBatch


class BatchDecisionForm(forms.Form):
    """A tier's decision on the rows that the page showed."""

    error_css_class = "error"

    manifest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    remark = forms.CharField(
        label=_("Remark"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Needed when you return the batch: the drafter reads what has to change."),
    )


class TakeOutForm(forms.Form):
    """Which rows are to leave the batch, and why."""

    error_css_class = "error"

    rows = forms.ModelMultipleChoiceField(
        queryset=None, error_messages={"required": _("Tick the rows that you want to take out.")}
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("The drafter reads it. What is taken out can go to review on its own."),
        error_messages={"required": _("Say why it is taken out: the drafter reads it.")},
    )

    def __init__(self, *args: Any, batch: ReviewBatch, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["rows"].queryset = batch.items.waiting()


class BatchNameForm(forms.Form):
    """What officers call the batch that they send to review."""

    name = forms.CharField(
        label=_("Name of the batch"),
        max_length=200,
        help_text=_("The reviewers see it in their list, for example: Water quality, March."),
    )
