"""The Django fields that ask what a definition asks, by Wagtail's FormBuilder."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.forms.forms import FormBuilder

from wagtail_disclosure.cases.request_forms import fields as form_fields
from wagtail_disclosure.cases.request_forms.definitions import FieldDefinition
from wagtail_disclosure.cases.request_forms.file_fields import FilesField

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
    "choices": _("Choose at least one of these."),
    "yes_no": _("Choose yes or no."),
    "number": _("Write a number such as 12."),
    "date": _("Write a date such as 2026-11-23."),
    "email": _("Write an e-mail address such as name@example.com."),
    "phone": _("Write a telephone number in digits."),
    "id_document": _("Choose a document and write its number."),
    "file": _("Choose a file."),
    "consent": _("Tick this box to go on."),
}
LONGEST_PHONE, LONGEST_ADDRESS = 60, 400


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
        messages = {"required": required_message(field.type)}
        return {**options, "help_text": field.help_text, "error_messages": messages}

    def create_text_field(self, field, options):
        return form_fields.LineField(max_length=field.max_length, **_named(field, options))

    def create_long_text_field(self, field, options):
        return form_fields.TextField(max_length=field.max_length, **options)

    def create_number_field(self, field, options):
        return form_fields.NumberField(min_value=field.minimum, max_value=field.maximum, **options)

    def create_date_field(self, field, options):
        return form_fields.DateField(**options)

    def create_email_field(self, field, options):
        widget = forms.EmailInput(attrs={"autocomplete": "email"})
        return form_fields.EmailField(widget=widget, **options)

    def create_phone_field(self, field, options):
        return form_fields.PhoneField(max_length=LONGEST_PHONE, **options)

    def create_address_field(self, field, options):
        widget = forms.Textarea(attrs={"autocomplete": "street-address", "rows": 3})
        return form_fields.TextField(widget=widget, max_length=LONGEST_ADDRESS, **options)

    def create_id_document_field(self, field, options):
        kinds = [kind for kind, _label in field.choices]
        return form_fields.IdDocumentField(kinds=kinds, **options)

    def create_choice_field(self, field, options):
        return forms.ChoiceField(choices=field.choices, widget=forms.RadioSelect, **options)

    def create_choices_field(self, field, options):
        widget = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(choices=field.choices, widget=widget, **options)

    def create_yes_no_field(self, field, options):
        return form_fields.YesNoField(**options)

    def create_file_field(self, field, options):
        return FilesField(maximum=field.maximum or 1, **options)

    def create_consent_field(self, field, options):
        return forms.BooleanField(**options)


def required_message(type_name: str) -> Any:
    """What somebody reads who left a field of this type empty."""
    return REQUIRED.get(type_name, REQUIRED["text"])


def _named(field: BuilderField, options: dict[str, Any]) -> dict[str, Any]:
    autocomplete = AUTOCOMPLETE.get(field.key, "off")
    return {**options, "widget": forms.TextInput(attrs={"autocomplete": autocomplete})}
