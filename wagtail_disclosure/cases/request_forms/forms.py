"""The Django form that asks the public what a definition asks."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.forms.forms import BaseForm, FormBuilder

from wagtail_disclosure.cases.request_forms import fields as form_fields
from wagtail_disclosure.cases.request_forms.definitions import Definition, FieldDefinition

# WCAG 2.2, 1.3.5: fields about the person say which of their data they ask for.
AUTOCOMPLETE = {
    "applicant_name": "name",
    "organization": "organization",
    "email": "email",
    "phone": "tel",
    "address": "street-address",
}

REQUIRED = {
    "text": _("Answer this question."),
    "choice": _("Choose one of these."),
    "date": _("Write a date such as 2026-11-23."),
    "email": _("Write an e-mail address such as name@example.com."),
    "consent": _("Tick this box to go on."),
}


@dataclass(frozen=True)
class BuilderField:
    """A field as Wagtail's FormBuilder wants it."""

    definition: FieldDefinition
    default_value: str = ""

    @property
    def field_type(self) -> str:
        return self.definition.type

    @property
    def clean_name(self) -> str:
        return self.definition.key

    def __getattr__(self, name: str) -> Any:
        return getattr(self.definition, name)


class RequestFormBuilder(FormBuilder):
    """Wagtail's FormBuilder with our fields, and choices that keep value and label apart."""

    def get_field_options(self, field):
        # The parent escapes hints, which templates do again.
        options = super().get_field_options(field)
        messages = {"required": REQUIRED.get(field.type, REQUIRED["text"])}
        return {**options, "help_text": field.help_text, "error_messages": messages}

    def create_text_field(self, field, options):
        return form_fields.LineField(max_length=field.max_length, **_named(field, options))

    def create_long_text_field(self, field, options):
        return form_fields.TextField(max_length=field.max_length, **options)

    def create_date_field(self, field, options):
        return form_fields.DateField(**options)

    def create_email_field(self, field, options):
        widget = forms.EmailInput(attrs={"autocomplete": "email"})
        return form_fields.EmailField(widget=widget, **options)

    def create_choice_field(self, field, options):
        return forms.ChoiceField(choices=field.choices, widget=forms.RadioSelect, **options)

    def create_consent_field(self, field, options):
        return forms.BooleanField(**options)


def _named(field: BuilderField, options: dict[str, Any]) -> dict[str, Any]:
    autocomplete = AUTOCOMPLETE.get(field.key, "off")
    return {**options, "widget": forms.TextInput(attrs={"autocomplete": autocomplete})}


class RequestFormBase(BaseForm):
    """What every request form has besides its own fields."""

    submission_token = forms.CharField(widget=forms.HiddenInput, required=False)
    # A trap for programs that fill in whatever they find; people neither see nor reach it.
    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Leave this field empty."))
        return ""

    def renew_token(self, token: str) -> None:
        """Give the form as it is shown again another token than the one that was sent."""
        self.data = self.data.copy()
        self.data["submission_token"] = token

    def answers(self) -> dict[str, Any]:
        """What was answered, by key, as JSON keeps it."""
        own = {name: self.cleaned_data[name] for name in self.fields if name not in _COMMON}
        return {name: _plain(value) for name, value in own.items() if value not in (None, "")}

    def own_fields(self) -> list[forms.BoundField]:
        """The fields that the editor put there."""
        return [self[name] for name in self.fields if name not in _COMMON]


_COMMON = frozenset(RequestFormBase.base_fields)


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | bool) else value.isoformat()


def request_form_class(definition: Definition) -> type[RequestFormBase]:
    """The Django form that asks what ``definition`` asks."""
    fields = [BuilderField(field) for field in definition.fields]
    return type("RequestForm", (RequestFormBase,), RequestFormBuilder(fields).formfields)
