"""What a clerk asks: the public form, without what only the applicant can say or tick."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from wagtail_disclosure.cases.models import DisclosureForm, RequestPage
from wagtail_disclosure.cases.request_forms.definitions import Definition
from wagtail_disclosure.cases.request_forms.forms import RequestFormBase, request_form_class
from wagtail_disclosure.core.languages import active_language

# A field of this key, or of this type, says how to reach somebody.
CONTACTS = ("email", "phone", "address")
# What an answer that goes this way needs.
NEEDED_FOR_DELIVERY = {"email": "email", "post": "address"}
DELIVERY_KEY = "delivery"
# Only the applicant can tick a box of theirs; papers are counted, and stay what they are.
LEFT_OUT = frozenset({"consent", "file", "materials"})


def desk_forms() -> dict[str, DisclosureForm]:
    """The public form of the request page, by language."""
    page = RequestPage.objects.disclosed().select_related("form").order_by("path").first()
    forms_shown = DisclosureForm.objects.disclosed().select_related("locale")
    if page:
        forms_shown = forms_shown.filter(translation_key=page.form.translation_key)
    by_language: dict[str, DisclosureForm] = {}
    for form in forms_shown.order_by("pk"):
        by_language.setdefault(form.locale.language_code, form)
    return by_language


def form_in(language: str, offered: dict[str, DisclosureForm]) -> DisclosureForm | None:
    """The one that the applicant reads, else in the clerk's language, else whichever there is."""
    for code in (language, active_language(), *offered):
        if code in offered:
            return offered[code]
    return None


class DeskFormBase(RequestFormBase):
    """Any one way to reach the applicant will do: who comes to a counter need not have e-mail."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for key in self._contacts():
            self.fields[key].required = False
        for field in self.fields.values():
            # What the browser remembers is the last applicant's, or the clerk's own.
            field.widget.attrs["autocomplete"] = "off"
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 4

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        contacts = self._contacts()
        needed = NEEDED_FOR_DELIVERY.get(cleaned.get(DELIVERY_KEY) or "")
        wrong = any(key in self.errors for key in contacts)
        if needed in contacts and not wrong and not cleaned.get(needed):
            self.add_error(needed, _("The answer is to go there: write it down."))
        elif contacts and not wrong and not any(cleaned.get(key) for key in contacts):
            # OGI Art. 29: contact information is part of every request.
            self.add_error(contacts[0], _("Write down at least one way to reach the applicant."))
        return cleaned

    def _contacts(self) -> list[str]:
        return [
            name
            for name, field in self.fields.items()
            if name in CONTACTS or isinstance(field, forms.EmailField)
        ]


def desk_form_class(definition: Definition) -> type[DeskFormBase]:
    """The Django form with which a clerk asks what ``definition`` asks."""
    asked = tuple(field for field in definition.fields if field.type not in LEFT_OUT)
    base = request_form_class(replace(definition, fields=asked))
    return type("DeskForm", (DeskFormBase, base), {})
