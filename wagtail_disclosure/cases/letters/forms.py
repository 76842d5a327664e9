from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from wagtail_disclosure.cases.models import Letter, LetterDelivery


class DeliveryForm(forms.Form):
    """How and when a letter was served."""

    how = forms.ChoiceField(label=_("How"), choices=LetterDelivery.How.choices)
    on = forms.DateField(
        label=_("Served on"),
        widget=AdminDateInput,
        help_text=_("The day it was signed for; by post, the day it was posted."),
    )
    tracking = forms.CharField(
        label=_("Tracking number"),
        max_length=60,
        required=False,
        help_text=_("For letters by post, from the receipt of the postal company."),
    )

    def __init__(self, *args: Any, letter: Letter, today: date, **kwargs: Any):
        self.letter, self.today = letter, today
        super().__init__(*args, **{"initial": {"how": "post", "on": today}, **kwargs})

    def clean_on(self) -> date:
        on = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError(_("This day has not come yet."))
        return on
