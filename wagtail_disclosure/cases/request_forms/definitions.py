"""A form as plain data: what is shown, checked, frozen with a submission and read years later."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _

# Their answers are the applicant's identity, whatever the editor ticked.
ALWAYS_IDENTIFYING = frozenset({"email"})
# The field that “request this” fills in.
DESCRIPTION_KEY = "description"


@dataclass(frozen=True)
class FieldDefinition:
    """One field; ``type`` is the name of its block."""

    type: str
    key: str
    label: str
    help_text: str = ""
    required: bool = True
    max_length: int | None = None
    choices: tuple[tuple[str, str], ...] = ()
    identifies: bool = False

    def display(self, answer: Any) -> str:
        """An answer in words: the choice's label instead of its key."""
        if isinstance(answer, bool):
            return _("Yes") if answer else _("No")
        return dict(self.choices).get(answer, "" if answer is None else str(answer))


@dataclass(frozen=True)
class Definition:
    """A form with its fields, as of one moment and in one language."""

    name: str
    language: str
    fields: tuple[FieldDefinition, ...]

    def as_content(self) -> dict[str, Any]:
        """JSON-compatible data from which :meth:`from_content` makes an equal definition."""
        content = asdict(self)
        content["fields"] = [
            {**field, "choices": [list(choice) for choice in field["choices"]]}
            for field in content["fields"]
        ]
        return content

    @classmethod
    def from_content(cls, content: dict[str, Any]) -> "Definition":
        fields = (
            FieldDefinition(**{**field, "choices": tuple(map(tuple, field["choices"]))})
            for field in content["fields"]
        )
        return cls(name=content["name"], language=content["language"], fields=tuple(fields))

    def split(self, answers: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        """``answers`` as two parts: who the applicant is, and what they ask for."""
        who = {field.key for field in self.fields if field.identifies}
        identity = {key: answer for key, answer in answers.items() if key in who}
        content = {key: answer for key, answer in answers.items() if key not in who}
        return identity, content

    def in_words(self, answers: dict[str, Any]) -> Iterator[tuple[str, str]]:
        """Questions and answers in the form's order, those that ``answers`` has."""
        for field in self.fields:
            if field.key in answers:
                yield field.label, field.display(answers[field.key])


def definition_of(form: Any) -> Definition:
    """The definition of a DisclosureForm as it is now."""
    return Definition(
        name=form.name,
        language=form.locale.language_code,
        fields=tuple(_field(block.block_type, block.value) for block in form.fields),
    )


def _field(type_name: str, value: Any) -> FieldDefinition:
    choices = value.get("choices") or ()
    return FieldDefinition(
        type=type_name,
        key=value["key"],
        label=value["label"],
        help_text=value.get("help_text") or "",
        required=value.get("required", True),
        max_length=value.get("max_length"),
        choices=tuple((choice["value"], choice["label"]) for choice in choices),
        identifies=type_name in ALWAYS_IDENTIFYING or bool(value.get("identifies")),
    )
