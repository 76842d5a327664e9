"""The form of whoever holds a receipt."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.cases.request_forms import fields as form_fields

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
