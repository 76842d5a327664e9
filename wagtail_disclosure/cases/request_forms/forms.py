"""The Django form that asks the public what a definition, or one step of it, asks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.forms.forms import BaseForm

from wagtail_disclosure.cases.intake.uploads import Upload
from wagtail_disclosure.cases.request_forms.building import (
    BuilderField,
    RequestFormBuilder,
    required_message,
)
from wagtail_disclosure.cases.request_forms.definitions import NO, YES, Definition, FieldDefinition
from wagtail_disclosure.cases.request_forms.file_fields import FilesField

EMPTY: tuple[Any, ...] = (None, "", [])


@dataclass
class Section:
    """A heading of a form with what stands below it: questions, and texts between them."""

    heading: FieldDefinition | None = None
    items: list[Any] = field(default_factory=list)


class RequestFormBase(BaseForm):
    """What every request form has besides its own fields.

    ``known`` are answers given on other pages, which decide what is asked here; ``kept`` the files
    of each question that are there from an earlier try.
    """

    definition: ClassVar[Definition]

    submission_token = forms.CharField(widget=forms.HiddenInput, required=False)
    # A trap for programs that fill in whatever they find; people neither see nor reach it.
    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(
        self,
        *args: Any,
        known: Mapping[str, Any] | None = None,
        kept: Mapping[str, Sequence[Any]] | None = None,
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        self.known = known or {}
        self.kept = kept or {}
        for asked in self.definition.asked:
            self._prepare(asked)

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Leave this field empty."))
        return ""

    def clean(self) -> dict[str, Any]:
        """Forget what was not asked of this applicant; ask for what is, where it is missing."""
        given = dict(self.known)
        for asked in self._asked_here():
            if self._is_conditional(asked) and not asked.applies(given):
                self.errors.pop(asked.key, None)
                self.cleaned_data[asked.key] = None
            elif self._is_conditional(asked) and asked.required and self._is_missing(asked.key):
                self.add_error(
                    asked.key, ValidationError(required_message(asked.type), code="required")
                )
            given[asked.key] = _plain(self.cleaned_data.get(asked.key))
        return self.cleaned_data

    def renew_token(self, token: str) -> None:
        """Give the form as it is shown again another token than the one that was sent."""
        self.data = self.data.copy()
        self.data["submission_token"] = token

    def answers(self) -> dict[str, Any]:
        """What was answered, by key, as JSON keeps it; see ``uploads()`` for files."""
        values = {
            asked.key: _plain(self.cleaned_data.get(asked.key))
            for asked in self._asked_here()
            if asked.type != "file"
        }
        return {key: value for key, value in values.items() if value not in EMPTY}

    def uploads(self) -> dict[str, list[Upload]]:
        """The files that were chosen, by the key of their question."""
        files = {
            asked.key: self.cleaned_data.get(asked.key)
            for asked in self._asked_here()
            if asked.type == "file"
        }
        return {key: uploads for key, uploads in files.items() if uploads}

    def own_fields(self) -> list[forms.BoundField]:
        """The fields that the editor put there."""
        return [self[name] for name in self.fields if name not in _COMMON]

    def sections(self) -> list[Section]:
        """Everything that the editor put there, in its order, below its headings."""
        sections = [Section()]
        for said in self.definition.fields:
            if said.type == "heading":
                sections.append(Section(heading=said))
            elif said.type == "help" and said.applies(self.known):
                sections[-1].items.append({"text": said})
            elif said.key in self.fields:
                kept = self.kept.get(said.key, ())
                sections[-1].items.append({"field": self[said.key], "kept": kept})
        return [section for section in sections if section.items or section.heading]

    def _asked_here(self) -> Iterator[FieldDefinition]:
        return (asked for asked in self.definition.asked if asked.key in self.fields)

    def _is_conditional(self, asked: FieldDefinition) -> bool:
        """Whether an answer on this very page decides about the question."""
        return asked.shown_when is not None and asked.shown_when[0] in self.fields

    def _is_missing(self, key: str) -> bool:
        is_empty = self.cleaned_data.get(key) in EMPTY and not self.kept.get(key)
        return is_empty and key not in self.errors

    def _prepare(self, asked: FieldDefinition) -> None:
        own = self.fields[asked.key]
        if isinstance(own, FilesField):
            own.kept = self.kept.get(asked.key, ())
        if asked.shown_when is None:
            return
        if not self._is_conditional(asked):
            if not asked.applies(self.known):
                del self.fields[asked.key]
            return
        own.required = False
        # Templates say this instead of “optional”.
        own.only_if = condition_in_words(self.definition, asked)


def condition_in_words(definition: Definition, asked: FieldDefinition) -> str:
    """For whom a question is, as it is told where the question it depends on is seen as well."""
    if asked.shown_when is None:
        return ""
    key, answer = asked.shown_when
    question = next(each for each in definition.asked if each.key == key)
    names = {YES: _("Yes"), NO: _("No"), **dict(question.choices)}
    values = {"answer": names.get(answer, answer), "question": question.label}
    return gettext("Only if you answered “%(answer)s” to “%(question)s”") % values


_COMMON = frozenset(RequestFormBase.base_fields)


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def request_form_class(
    definition: Definition, fields: Sequence[FieldDefinition] | None = None
) -> type[RequestFormBase]:
    """The Django form that asks what ``definition`` asks, or only ``fields`` of it."""
    shown = (
        definition
        if fields is None
        else Definition(name=definition.name, language=definition.language, fields=tuple(fields))
    )
    members = RequestFormBuilder([BuilderField(asked) for asked in shown.asked]).formfields
    return type("RequestForm", (RequestFormBase,), {**members, "definition": shown})
