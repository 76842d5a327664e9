"""What is asked of the matrix, and what somebody states about a period."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail_disclosure.catalog.models import EntryPage, PublicationObligation
from wagtail_disclosure.catalog.obligations.reading import COVERAGES
from wagtail_disclosure.core.models import DisclosureBasis, Unit

# A matrix of more than these years back is an archive's.
YEARS = 5


class MatrixForm(forms.Form):
    """Year, unit, basis and state."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int, required=False, empty_value=None)
    unit = forms.ModelChoiceField(
        label=_("Responsible unit"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("All"),
    )
    basis = forms.ModelChoiceField(
        label=_("Basis of disclosure"),
        queryset=DisclosureBasis.objects.none(),
        required=False,
        empty_label=_("All"),
    )
    state = forms.ChoiceField(
        label=pgettext_lazy("obligation", "State"),
        choices=[("", _("All")), *((kind.value, name) for kind, name in COVERAGES.items())],
        required=False,
    )

    def __init__(self, *args: Any, units: Any, this_year: int, **kwargs: Any):
        super().__init__(*args, **kwargs)
        years = range(this_year, this_year - YEARS, -1)
        self.fields["year"].choices = [(year, str(year)) for year in years]
        self.fields["unit"].queryset = units
        named = PublicationObligation.objects.filter(unit__in=units.values("pk"))
        bases = DisclosureBasis.objects.filter(pk__in=named.values("basis"))
        self.fields["basis"].queryset = bases


class EntryChoice(forms.ModelChoiceField):
    """Entries with number and day: titles of regular reports are all alike."""

    def label_from_instance(self, obj: Any) -> str:
        day = obj.created_on.isoformat() if obj.created_on else ""
        return " · ".join(filter(None, [obj.title, obj.index_number, day]))


class FulfillForm(forms.Form):
    """Which entry is what was due."""

    entry = EntryChoice(
        label=_("Entry"),
        queryset=EntryPage.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Choose the entry that was due.")},
    )

    def __init__(self, *args: Any, entries: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["entry"].queryset = entries


class NothingForm(forms.Form):
    """Why there was nothing to publish."""

    reason = forms.CharField(
        label=_("Why was there nothing to publish?"),
        max_length=300,
        help_text=_("The record keeps it. It is not public."),
    )
