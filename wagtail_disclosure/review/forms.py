from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from wagtail_disclosure.review.models.profiles import ReviewProfile, check_people


class Decision:
    CONFIRM = "confirm"
    RETURN = "return"


class DecisionForm(forms.Form):
    """A reviewer's decision on the content that the page showed them."""

    decision = forms.ChoiceField(
        choices=[(Decision.CONFIRM, _("Confirm")), (Decision.RETURN, _("Return with remarks"))],
        widget=forms.HiddenInput,
        required=True,
    )
    fingerprint = forms.CharField(widget=forms.HiddenInput, max_length=64)
    # The digest of the hints that the reviewer says to have looked at.
    looked_at = forms.CharField(required=False, max_length=64)
    remark = forms.CharField(
        label=_("Remark"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Needed when you return it: the drafter reads what has to change."),
    )

    def clean(self) -> dict[str, str]:
        cleaned = super().clean()
        if cleaned.get("decision") == Decision.RETURN and not cleaned.get("remark", "").strip():
            self.add_error("remark", _("Say what has to change: the drafter reads it."))
        return cleaned


class ReviewProfileForm(WagtailAdminModelForm):
    """Refuses a profile that leaves a unit with too few different people."""

    class Meta:
        model = ReviewProfile
        fields = ["body", "name", "is_default", "units"]

    def is_valid(self) -> bool:
        """The tiers are in formsets, which are checked after the form itself."""
        if not super().is_valid():
            return False
        try:
            check_people(self._roles(), self._covered_units())
        except ValidationError as error:
            self.add_error(None, error)
        return not self.errors

    def _roles(self) -> list[str]:
        forms_of_tiers = [
            form
            for form in self.formsets["tiers"].forms
            if form.cleaned_data.get("role") and not form.cleaned_data.get("DELETE")
        ]
        return [form.cleaned_data["role"] for form in forms_of_tiers]

    def _covered_units(self) -> list:
        values = self.cleaned_data
        proposed = ReviewProfile(
            pk=self.instance.pk, body=values["body"], is_default=values["is_default"]
        )
        proposed.units = list(values["units"])
        return proposed.covered_units()
