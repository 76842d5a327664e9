from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.review.models import Delegation
from wagtail_disclosure.review.models.profiles import ReviewProfile, check_people
from wagtail_disclosure.review.permissions import delegation_policy


class Decision:
    CONFIRM = "confirm"
    RETURN = "return"
    REFER = "refer"


NO_REMARK = {
    Decision.RETURN: _("Say what has to change: the drafter reads it."),
    Decision.REFER: _("Write down your question: the committee answers it."),
}


class DecidingForm(forms.Form):
    """What is returned or referred needs words for whoever gets it."""

    decision = forms.ChoiceField(
        choices=[
            (Decision.CONFIRM, _("Confirm")),
            (Decision.RETURN, _("Return with remarks")),
            (Decision.REFER, _("Refer to the committee")),
        ],
        widget=forms.HiddenInput,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        sentence = NO_REMARK.get(cleaned.get("decision", ""))
        # A remark that is too long has an error of its own.
        if sentence and "remark" in cleaned and not cleaned["remark"].strip():
            self.add_error("remark", sentence)
        return cleaned


class DecisionForm(DecidingForm):
    """A reviewer's decision on the content that the page showed them."""

    fingerprint = forms.CharField(widget=forms.HiddenInput, max_length=64)
    # The digest of the hints that the reviewer says to have looked at.
    looked_at = forms.CharField(required=False, max_length=64)
    remark = forms.CharField(
        label=_("Remark or question"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 2}),
        help_text=_(
            "Needed when you return it, for the drafter to read what has to change, and when you "
            "refer it: your question to the committee."
        ),
    )


class SeveralDecisionsForm(DecidingForm):
    """One decision and one remark on several things, each as the list showed it."""

    chosen = forms.TypedMultipleChoiceField(
        coerce=int, error_messages={"required": _("Choose at least one row.")}
    )
    remark = forms.CharField(
        label=_("Remark or question"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 2}),
        help_text=_(
            "For all chosen rows. Needed when you return them, for the drafters to read what has "
            "to change, and when you refer them: your question to the committee."
        ),
    )

    def __init__(self, *args: Any, shown: Iterable[int] = (), **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = [(key, key) for key in shown]


class PersonField(forms.ModelChoiceField):
    """Somebody with an active account, by name."""

    def __init__(self, **kwargs: Any):
        users = get_user_model()._default_manager.filter(is_active=True)
        super().__init__(queryset=users.order_by("last_name", "first_name", "pk"), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return Actor.of(obj).name


class DelegationForm(WagtailAdminModelForm):
    """People name a deputy of their own; whoever may do so for everybody says who is away."""

    principal = PersonField(label=_("Who is away"))
    deputy = PersonField(
        label=_("Deputy"),
        help_text=_(
            "Decides in the review as a person of their own: not on what they worked on, and once "
            "in each review. Both names are kept with each decision."
        ),
    )

    class Meta:
        model = Delegation
        fields = ["principal", "deputy", "first_day", "last_day", "reason"]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        action = "add" if self.instance.pk is None else "change"
        if not delegation_policy.covers_everybody(self.for_user, action):
            del self.fields["principal"]
            if self.instance.pk is None:
                self.instance.principal = self.for_user


class ReviewProfileForm(WagtailAdminModelForm):
    """Refuses a profile that leaves a unit with too few different people."""

    class Meta:
        model = ReviewProfile
        fields = ["body", "name", "is_default", "is_for_answers", "units"]

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
