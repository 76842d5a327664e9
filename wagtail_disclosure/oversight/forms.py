"""What people enter for an annual report."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.oversight.models import AnnualReport


class BeginForm(forms.Form):
    """The year to report on: one that began already."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int)

    def __init__(self, *args: Any, this_year: int, **kwargs: Any):
        super().__init__(*args, **kwargs)
        # Most years, last year's is wanted; this year's shows how it will look.
        years = [this_year - 1, this_year, *range(this_year - 2, this_year - 6, -1)]
        self.fields["year"].choices = [(year, year) for year in years]


class TextsForm(forms.ModelForm):
    class Meta:
        model = AnnualReport
        fields = ["general", "problems", "other"]
        widgets = {name: forms.Textarea(attrs={"rows": 6}) for name in fields}


class FreezeForm(forms.Form):
    checked = forms.BooleanField(label=_("I have read the numbers and the texts; they are right."))
