"""A form as plain data: what is shown, checked, frozen with a submission and read years later."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from wagtail_disclosure.cases.request_forms.documents import DOCUMENT_NAMES
from wagtail_disclosure.rules.annual_report import ApplicantKind

# Their answers are the applicant's identity, whatever the editor ticked.
ALWAYS_IDENTIFYING = frozenset({"email", "phone", "address", "id_document"})
# They say something and ask nothing.
SAYING = frozenset({"heading", "help"})
# The field that “request this” fills in.
DESCRIPTION_KEY = "description"
# The question whose answers the annual report counts by; see rules.annual_report.ApplicantKind.
APPLICANT_KIND_KEY = "applicant_kind"
YES, NO = "yes", "no"

Answers = Mapping[str, Any]


@dataclass(frozen=True)
class FieldDefinition:
    """One field, heading or text; ``type`` is the name of its block."""

    type: str
    key: str
    label: str
    help_text: str = ""
    required: bool = True
    max_length: int | None = None
    choices: tuple[tuple[str, str], ...] = ()
    identifies: bool = False
    minimum: int | None = None
    maximum: int | None = None
    # Only asked of who gave this answer to that question: its key and the key of the answer.
    shown_when: tuple[str, str] | None = None

    @property
    def asks(self) -> bool:
        return self.type not in SAYING

    def applies(self, answers: Answers) -> bool:
        """Whether it is shown to somebody who gave these answers so far."""
        if self.shown_when is None:
            return True
        key, expected = self.shown_when
        given = answers.get(key)
        if isinstance(given, bool):
            return expected == (YES if given else NO)
        return expected in given if isinstance(given, list) else expected == given

    def display(self, answer: Any) -> str:
        """An answer in words: the choice's label instead of its key."""
        if isinstance(answer, bool):
            return _("Yes") if answer else _("No")
        if isinstance(answer, list):
            return pgettext("between things of a list", ", ").join(map(self.display, answer))
        if isinstance(answer, dict) and "number" in answer:
            return f"{DOCUMENT_NAMES.get(answer['kind'], answer['kind'])} {answer['number']}"
        if isinstance(answer, dict):
            return str(answer["name"])
        return dict(self.choices).get(answer, "" if answer is None else str(answer))


@dataclass(frozen=True)
class Definition:
    """A form with its fields, as of one moment and in one language."""

    name: str
    language: str
    fields: tuple[FieldDefinition, ...]

    def as_content(self) -> dict[str, Any]:
        """JSON-compatible data from which :meth:`from_content` makes an equal definition.

        Without what is empty, so that a kind of field that comes later changes no old form.
        """
        return {
            "name": self.name,
            "language": self.language,
            "fields": [_as_content(field) for field in self.fields],
        }

    @classmethod
    def from_content(cls, content: dict[str, Any]) -> "Definition":
        read = (_from_content(field) for field in content["fields"])
        return cls(name=content["name"], language=content["language"], fields=tuple(read))

    @property
    def asked(self) -> tuple[FieldDefinition, ...]:
        """The fields that want an answer."""
        return tuple(field for field in self.fields if field.asks)

    def applying(self, answers: Answers) -> dict[str, Any]:
        """``answers`` without those to questions that are not asked of who gave them."""
        kept: dict[str, Any] = {}
        for field in self.asked:
            if field.key in answers and field.applies(kept):
                kept[field.key] = answers[field.key]
        return kept

    def split(self, answers: Answers) -> tuple[dict[str, Any], dict[str, Any]]:
        """``answers`` as two parts: who the applicant is, and what they ask for."""
        who = {field.key for field in self.fields if field.identifies}
        identity = {key: answer for key, answer in answers.items() if key in who}
        content = {key: answer for key, answer in answers.items() if key not in who}
        return identity, content

    def in_words(self, answers: Answers) -> Iterator[tuple[str, str]]:
        """Questions and answers in the form's order, those that ``answers`` has."""
        for field in self.asked:
            if field.key in answers:
                yield field.label, field.display(answers[field.key])


def applicant_kind_of(answers: Answers) -> str:
    """What the applicant is, as the annual report counts it; empty where that was not asked so."""
    answer = answers.get(APPLICANT_KIND_KEY)
    return str(answer) if answer in _APPLICANT_KINDS else ""


_APPLICANT_KINDS = tuple(kind.value for kind in ApplicantKind)

NAMES = frozenset(field.name for field in fields(FieldDefinition))
TUPLES = ("choices", "shown_when")
# Always written, as they always were.
ALWAYS = frozenset(
    {"type", "key", "label", "help_text", "required", "max_length", "choices", "identifies"}
)


def _as_content(field: FieldDefinition) -> dict[str, Any]:
    content = {
        name: value for name, value in asdict(field).items() if name in ALWAYS or value is not None
    }
    content["choices"] = [list(choice) for choice in field.choices]
    if field.shown_when:
        content["shown_when"] = list(field.shown_when)
    return content


def _from_content(content: dict[str, Any]) -> FieldDefinition:
    values = {name: value for name, value in content.items() if name in NAMES}
    values["choices"] = tuple(map(tuple, content.get("choices", ())))
    if values.get("shown_when"):
        values["shown_when"] = tuple(values["shown_when"])
    return FieldDefinition(**values)


def definition_of(form: Any) -> Definition:
    """The definition of a DisclosureForm as it is now."""
    read = (field for block in form.fields for field in _fields(block.block_type, block.value))
    return Definition(name=form.name, language=form.locale.language_code, fields=tuple(read))


def _fields(type_name: str, value: Any) -> Iterator[FieldDefinition]:
    """What a block asks: one field, or of a list of materials what it says and a file for each."""
    if type_name != "materials":
        yield _field(type_name, value)
        return
    shown_when = _shown_when(value)
    yield FieldDefinition(
        type="help",
        key="",
        label=value["label"],
        help_text=value.get("help_text") or "",
        required=False,
        shown_when=shown_when,
    )
    for item in value["items"]:
        yield FieldDefinition(
            type="file",
            key=material_key(value["key"], item["value"]),
            label=item["label"],
            help_text=item.get("help_text") or "",
            required=item.get("required", True),
            maximum=1,
            shown_when=shown_when,
        )


def material_key(list_key: str, item_key: str) -> str:
    """How an item of a list of materials is named among the fields of a form."""
    return f"{list_key}__{item_key}"


def _field(type_name: str, value: Any) -> FieldDefinition:
    choices = value.get("choices") or value.get("kinds") or ()
    return FieldDefinition(
        type=type_name,
        key=value.get("key") or "",
        label=value.get("label") or "",
        help_text=value.get("help_text") or "",
        required=type_name not in SAYING and value.get("required", True),
        max_length=value.get("max_length"),
        choices=tuple(_choice(choice) for choice in choices),
        identifies=type_name in ALWAYS_IDENTIFYING or bool(value.get("identifies")),
        minimum=value.get("minimum"),
        maximum=value.get("maximum"),
        shown_when=_shown_when(value),
    )


def _choice(choice: Any) -> tuple[str, str]:
    # Kinds of documents have names of their own in every language.
    return (choice, "") if isinstance(choice, str) else (choice["value"], choice["label"])


def _shown_when(value: Any) -> tuple[str, str] | None:
    key, answer = value.get("shown_when_key"), value.get("shown_when_answer")
    return (key, answer) if key and answer else None
