"""What a clerk asks: the public form, without what only the applicant can say or tick."""

from dataclasses import replace
from typing import Any

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail_disclosure.cases.models import DisclosureForm, RequestPage
from wagtail_disclosure.cases.request_forms.definitions import Definition, FieldDefinition
from wagtail_disclosure.cases.request_forms.file_fields import FilesField, chosen_files
from wagtail_disclosure.cases.request_forms.forms import RequestFormBase, request_form_class
from wagtail_disclosure.core import conf
from wagtail_disclosure.core.languages import active_language

# A field of this key, or of this type, says how to reach somebody.
CONTACTS = ("email", "phone", "address")
# What an answer that goes this way needs.
NEEDED_FOR_DELIVERY = {"email": "email", "post": "address"}
DELIVERY_KEY = "delivery"
# Only the applicant can tick a box of theirs.
LEFT_OUT = frozenset({"consent"})
# What no form asks for: the signed request itself. With a sign that no key of a field has.
SCANS_KEY = "desk-scans"
MOST_SCANS = 10

NOT_ASKED_FOR = gettext_lazy(
    "By the answers above, this paper is not asked for. Choose it below, among the scans of the "
    "papers."
)


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
        self.fields[SCANS_KEY].help_text = _scans_hint()
        for field in self.fields.values():
            # What the browser remembers is the last applicant's, or the clerk's own.
            field.widget.attrs["autocomplete"] = "off"
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 4

    def spoken(self) -> list[forms.BoundField]:
        """What is asked of the applicant."""
        return [field for field in self.own_fields() if not _takes_files(field)]

    def asked_files(self) -> list[forms.BoundField]:
        """The papers that the public form asks for; here they may stay on paper."""
        fields = filter(_takes_files, self.own_fields())
        return [field for field in fields if field.name != SCANS_KEY]

    def scans(self) -> forms.BoundField:
        """Where everything else is put that is on paper."""
        return self[SCANS_KEY]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for field in self.asked_files():
            if chosen_files(field) and not cleaned.get(field.name) and not field.errors:
                self.add_error(field.name, NOT_ASKED_FOR)
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
    asked = (_at_desk(field) for field in definition.fields if field.type not in LEFT_OUT)
    base = request_form_class(replace(definition, fields=(*asked, _scans())))
    return type("DeskForm", (DeskFormBase, base), {})


def desk_definition(definition: Definition) -> Definition:
    """What a case from a desk was asked: the public form, and the scans of its papers."""
    # Kept with the case, so in the language of the applicant like the rest of it.
    with translation.override(definition.language):
        return replace(definition, fields=(*definition.fields, _scans()))


def _at_desk(field: FieldDefinition) -> FieldDefinition:
    # What is on paper is here, scanned or not.
    return replace(field, required=False) if field.type == "file" else field


def _scans() -> FieldDefinition:
    return FieldDefinition(
        type="file",
        key=SCANS_KEY,
        label=_("Scans of the papers"),
        required=False,
        maximum=MOST_SCANS,
    )


def _scans_hint() -> str:
    values = {
        "number": min(MOST_SCANS, conf.upload_max_files()),
        "largest": filesizeformat(conf.upload_max_bytes()),
    }
    return (
        _(
            "The signed request, the letter or fax: up to %(number)d files of at most %(largest)s "
            "each. What is on paper only can stay on paper."
        )
        % values
    )


def _takes_files(field: forms.BoundField) -> bool:
    return isinstance(field.field, FilesField)
