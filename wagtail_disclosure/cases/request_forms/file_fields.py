"""Fields that take files, each of which is looked at before anything is kept."""

from collections.abc import Sequence

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext

from wagtail_disclosure.cases.intake.uploads import (
    ALIASES,
    RefusedUpload,
    Upload,
    look_at,
    shown_name,
)
from wagtail_disclosure.core import conf

REFUSED = {
    "empty": _("“%(name)s” is empty. Choose another file."),
    "too_large": _("“%(name)s” is too large: at most %(largest)s fit. Send a smaller version."),
    "type": _("“%(name)s” is of a kind that we can't take. These can be sent: %(kinds)s."),
    "damaged": _("“%(name)s” can't be read: it may be damaged. Save it anew and choose it again."),
    "macros": _("“%(name)s” contains macros. Save it without them, or as PDF."),
    "bomb": _("“%(name)s” would be too large once opened. Send a smaller version."),
}
TOO_MANY = ngettext_lazy(
    "Choose at most %(limit)d file.", "Choose at most %(limit)d files.", "limit"
)

CHOOSE_AGAIN = _("Choose again: %(names)s. Browsers don't keep files.")


class FilesInput(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data, files, name):
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name, [])


class FilesField(forms.FileField):
    """Some files, at most ``maximum`` of them; ``kept`` are there from an earlier try."""

    widget = FilesInput

    def __init__(self, *, maximum: int, **kwargs):
        self.maximum = maximum
        self.kept: Sequence[object] = ()
        super().__init__(**kwargs)
        self.widget.attrs["accept"] = accepted()
        self.widget.attrs["multiple"] = maximum > 1

    def clean(self, data, initial=None) -> list[Upload]:
        chosen = data if isinstance(data, list) else [data] if data else []
        if self.required and not chosen and not self.kept:
            raise ValidationError(self.error_messages["required"], code="required")
        limit = min(self.maximum, conf.upload_max_files())
        if len(chosen) + len(self.kept) > limit:
            raise ValidationError(TOO_MANY % {"limit": limit}, code="too_many")
        uploads, errors = [], []
        for content in chosen:
            try:
                uploads.append(look_at(content))
            except RefusedUpload as refusal:
                errors.append(_in_words(refusal, content))
        if errors:
            raise ValidationError(errors)
        return uploads


def _in_words(refusal: RefusedUpload, content: File) -> ValidationError:
    values = {
        "name": name_as_sent(content.name),
        "largest": filesizeformat(conf.upload_max_bytes()),
        "kinds": kinds(),
    }
    params = {**values, "refused": content}
    return ValidationError(REFUSED[refusal.code], code=refusal.code, params=params)


def ask_for_files_again(form: forms.BaseForm) -> None:
    """Say beside each field of a form that is shown again which files were taken.

    Browsers forget them; what is wrong with the others is said there already.
    """
    for field in form:
        if names := [name_as_sent(file.name) for file in _taken(field)]:
            values = {"names": pgettext("between things of a list", ", ").join(names)}
            form.add_error(field.name, CHOOSE_AGAIN % values)


def _taken(field: forms.BoundField) -> list[File]:
    if not isinstance(field.field, FilesField):
        return []
    errors = field.form.errors.as_data().get(field.name, [])
    refused = [error.params["refused"] for error in errors if "refused" in (error.params or {})]
    if len(refused) < len(errors):
        # None was: there are too many of them, or they are not asked for.
        return []
    return [file for file in chosen_files(field) if file not in refused]


def chosen_files(field: forms.BoundField) -> list[File]:
    """What was chosen for a FilesField, whether it can be taken or not."""
    form = field.form
    return field.field.widget.value_from_datadict(form.data, form.files, field.html_name)


def name_as_sent(name: str) -> str:
    """How a file is called that was not looked at, or not taken; as ``shown_name`` shows others."""
    shown = shown_name(name or "", "text/plain")
    return shown if name and name.endswith(".txt") else shown.removesuffix(".txt")


def kinds() -> str:
    """What can be sent, as people call it."""
    return ", ".join(ending.upper() for ending in conf.upload_types())


def accepted() -> str:
    """What a browser offers to choose first; the server looks at the content all the same."""
    allowed = conf.upload_types()
    aliases = [alias for alias, ending in ALIASES.items() if ending in allowed]
    return ",".join(f".{ending}" for ending in [*allowed, *aliases])
