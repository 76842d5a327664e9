"""What somebody says who changes a class."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.catalog.classes import CLASS_NAMES
from wagtail_disclosure.catalog.models import CategoryPage
from wagtail_disclosure.catalog.models.entries import next_review_on
from wagtail_disclosure.core.models import Exemption, Unit
from wagtail_disclosure.core.translated_text import TranslatedTextFormField
from wagtail_disclosure.review.reclassification import ClassChoice
from wagtail_disclosure.rules.plain_text import ForbiddenCharacter, clean_line


def reason_field() -> forms.CharField:
    return forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea({"rows": 3}),
        max_length=4000,
        help_text=_("The record keeps it. It is not public."),
    )


class GroundsFirstChoice(forms.ModelChoiceField):
    """Legal grounds with the article that has them."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj} ({obj.citation})" if obj.citation else str(obj)


class ClassForm(forms.Form):
    """The new class, why, and for exempt information what the register needs besides."""

    choices: Sequence[ClassChoice] = ()

    to = forms.ChoiceField(label=_("New class"), widget=forms.RadioSelect)
    reason = reason_field()
    ground = GroundsFirstChoice(
        label=_("Legal ground"),
        queryset=Exemption.objects.all(),
        required=False,
        help_text=_("Needed for exempt information; otherwise where the law names one."),
    )
    citation = forms.CharField(
        label=_("Citation"),
        max_length=300,
        required=False,
        help_text=_("For exempt information. Empty: that of the legal ground."),
    )
    explanation = TranslatedTextFormField(
        multiline=True,
        label=_("Explanation"),
        required=False,
        help_text=_(
            "For exempt information: what somebody who asks for it is told. Empty: the name of "
            "the legal ground."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [(choice.value, choice.name) for choice in self.choices]
        if not any(choice.needs_ground for choice in self.choices):
            del self.fields["citation"]
            del self.fields["explanation"]

    def clean_citation(self) -> str:
        try:
            return clean_line(self.cleaned_data["citation"])
        except ForbiddenCharacter as error:
            raise forms.ValidationError(
                _("The character %(code_point)s can't be used here."),
                params={"code_point": error.code_point},
            ) from error

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        chosen = next((c for c in self.choices if c.value == cleaned.get("to")), None)
        if chosen and chosen.needs_ground and not cleaned.get("ground"):
            self.add_error("ground", _("No withholding without a legal ground."))
        return cleaned


def class_form(choices: Sequence[ClassChoice]) -> type[ClassForm]:
    """The form for something that may change to one of ``choices``."""
    return type("ClassForm", (ClassForm,), {"choices": choices})


class IndentedCategories(forms.ModelChoiceField):
    """Categories as a tree, each with its language."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{'— ' * (obj.depth - 4)}{obj.title} ({obj.locale.language_code})"


class DeclassifyForm(forms.Form):
    """Where the draft goes, under which class, and why."""

    to = forms.ChoiceField(
        label=_("New class"),
        widget=forms.RadioSelect,
        choices=[(kind.value, name) for kind, name in CLASS_NAMES.items() if kind.may_have_page],
    )
    parent = IndentedCategories(
        label=_("Category"), queryset=CategoryPage.objects.select_related("locale").order_by("path")
    )
    reason = reason_field()
    ground = GroundsFirstChoice(
        label=_("Legal ground"),
        queryset=Exemption.objects.all(),
        required=False,
        help_text=_("For what is open on request, where the law names one."),
    )


class KeepForm(forms.Form):
    """It was looked at and stays as it is, until when."""

    until = forms.DateField(
        label=_("Look at it again on"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    reason = reason_field()

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = next_review_on


class UnitFilterForm(forms.Form):
    """Which unit's rows are shown."""

    unit = forms.ModelChoiceField(
        label=_("Responsible unit"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("All"),
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
