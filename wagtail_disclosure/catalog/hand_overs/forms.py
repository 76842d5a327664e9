"""What is asked of a hand-over, and of its receipt."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from wagtail_disclosure.catalog.models import CategoryPage
from wagtail_disclosure.core import conf, days
from wagtail_disclosure.core.models import PublicBody, Unit
from wagtail_disclosure.rules.plain_text import ForbiddenCharacter, clean_line


class HandOverForm(forms.Form):
    """To whom, and which public entries."""

    recipient = forms.CharField(
        label=_("Recipient"), max_length=200, help_text=_("The archive or library.")
    )
    year = forms.IntegerField(
        label=_("Year of the documents"),
        min_value=1900,
        max_value=9998,
        required=False,
        help_text=_("Empty: all years."),
    )
    unit = forms.ModelChoiceField(
        label=_("Responsible unit"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("All"),
    )
    category = forms.ModelChoiceField(
        label=_("Category"),
        queryset=CategoryPage.objects.none(),
        required=False,
        empty_label=_("All"),
        help_text=_("With everything below it, in every language."),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(body=PublicBody.objects.own())
        locale = Locale.objects.filter(language_code=conf.default_language())
        categories = CategoryPage.objects.disclosed().filter(locale__in=locale)
        self.fields["category"].queryset = categories.order_by("path")

    def clean_recipient(self) -> str:
        return _line(self.cleaned_data["recipient"])


class ReceiptForm(forms.Form):
    """What the receiver returned."""

    number = forms.CharField(label=_("Number of the receipt"), max_length=100, required=False)
    received_on = forms.DateField(
        label=_("Received on"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    received_by = forms.CharField(
        label=_("Received by"), max_length=200, help_text=_("Who signed for it.")
    )

    def clean_received_on(self) -> Any:
        day = self.cleaned_data["received_on"]
        if day > days.today():
            raise forms.ValidationError(_("This day is still to come."))
        return day

    def clean_number(self) -> str:
        return _line(self.cleaned_data["number"])

    def clean_received_by(self) -> str:
        return _line(self.cleaned_data["received_by"])


def _line(text: str) -> str:
    try:
        return clean_line(text)
    except ForbiddenCharacter as error:
        raise forms.ValidationError(
            _("The character %(code_point)s can't be used here."),
            params={"code_point": error.code_point},
        ) from error
