"""The form of whoever holds a receipt."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.cases.models import Satisfaction
from wagtail_disclosure.cases.request_forms import fields as form_fields
from wagtail_disclosure.cases.request_forms.file_fields import FilesField

RECEIPT_ERRORS = {
    "required": _("Write it as it is on your receipt."),
    "max_length": form_fields.TOO_LONG,
}


class StatusForm(forms.Form):
    """Number and secret of a receipt, however they were typed."""

    number = forms.CharField(
        label=_("Number of your request"),
        max_length=100,
        help_text=_("It is on your receipt, such as R2026-000123-X."),
        error_messages=RECEIPT_ERRORS,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    secret = forms.CharField(
        label=_("Secret"),
        max_length=100,
        help_text=_("Four groups of letters and digits. Small letters and spaces do no harm."),
        error_messages=RECEIPT_ERRORS,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class CorrectionForm(forms.Form):
    """What the applicant answers to our question."""

    answer = form_fields.TextField(
        label=_("Your answer"),
        max_length=4000,
        error_messages={"required": _("Write your answer."), "max_length": form_fields.TOO_LONG},
    )


class SatisfactionForm(forms.Form):
    """One question, and room for a remark."""

    grade = forms.ChoiceField(
        label=_("Are you satisfied with how your request was handled?"),
        choices=Satisfaction.Grade.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "You can tell us once. It changes nothing about your request, nor about what you can "
            "do if you disagree."
        ),
        error_messages={"required": _("Choose one of the three.")},
    )
    remark = form_fields.TextField(
        label=_("What we should know about it"),
        required=False,
        max_length=2000,
        help_text=_("Read by the people who work on your request, and by nobody else."),
    )


class WithdrawForm(forms.Form):
    """Nobody takes a request back by a slip of the finger."""

    sure = forms.BooleanField(
        label=_("I take this request back"),
        error_messages={"required": _("Tick this box to take the request back.")},
    )


class PapersForm(forms.Form):
    """What the applicant sends later."""

    papers = FilesField(
        label=_("Files"),
        maximum=5,
        error_messages={"required": _("Choose a file.")},
    )
