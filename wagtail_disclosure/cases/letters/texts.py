"""A letter as plain data: what is sealed, shown, printed and sent."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from wagtail_disclosure.cases.exceptions import NotPossible
from wagtail_disclosure.cases.letters import merge_fields
from wagtail_disclosure.cases.letters.kinds import LetterKind
from wagtail_disclosure.cases.letters.values import FIELDS, MAY_BE_EMPTY, fields_of, written

PARAGRAPHS = re.compile(r"\n{2,}")


class MissingValue(NotPossible):
    """The template of a letter asks for something that nobody said."""

    def __init__(self, name: str, label: Any) -> None:
        self.name = name
        super().__init__(_("The letter needs: %(field)s.") % {"field": label})


@dataclass(frozen=True)
class LetterText:
    """Everything that a letter says, filled in; plain text throughout."""

    language: str
    heading: str
    number: str
    addressee: str
    address: str
    email: str
    body: str
    remedies: tuple[str, ...]
    agency: str
    written_on: str
    kind: str

    def as_content(self) -> dict[str, Any]:
        """JSON-compatible data from which :meth:`from_content` makes an equal text."""
        return {**asdict(self), "remedies": list(self.remedies)}

    @classmethod
    def from_content(cls, content: Mapping[str, Any]) -> "LetterText":
        return cls(**{**content, "remedies": tuple(content["remedies"])})

    @property
    def paragraphs(self) -> list[list[str]]:
        """The body as paragraphs of lines."""
        return [part.split("\n") for part in PARAGRAPHS.split(self.body) if part.strip()]

    @property
    def is_sheet(self) -> bool:
        """Whether it is filled in or filed, and so neither addressed nor signed by the agency."""
        return self.kind in (LetterKind.REGISTRATION, LetterKind.CONSULTATION_REPLY)

    @property
    def salutation(self) -> str:
        """Who the letter goes to, as its first line says it."""
        chinese = self.language.startswith("zh")
        return f"{self.addressee}：" if chinese else f"To {self.addressee}"

    def as_plain_text(self) -> str:
        """The letter for a mail that can carry no file."""
        parts = [self.heading, self.number, self.salutation, self.body, *self.remedies]
        parts += [self.agency, self.written_on]
        return "\n\n".join(part for part in parts if part) + "\n"


def compose(
    template: Any,
    *,
    values: Mapping[str, str],
    number: str,
    remedies: Sequence[str],
    on: date,
    language: str,
) -> LetterText:
    """The text of a letter: a template with its merge fields filled in, once and for all.

    What is filled in is never looked at again, so a value that looks like a merge field, or like
    any template language, stays what it is. Raises MissingValue.
    """
    known = {**values, "letter_number": number}
    if not known.get("addressee"):
        raise MissingValue("addressee", FIELDS["addressee"])
    basis = _filled(template, template.legal_basis, known)
    known["legal_basis"] = basis
    return LetterText(
        language=language,
        heading=_filled(template, template.heading, known),
        number=number,
        addressee=known["addressee"],
        address=known.get("address", ""),
        email=known.get("email", ""),
        body="\n".join(_lines(template, known)).strip(),
        remedies=tuple(remedies),
        agency=known.get("agency", ""),
        written_on=written(on, language=language),
        kind=template.kind,
    )


def _lines(template: Any, values: Mapping[str, str]) -> Iterator[str]:
    for line in template.body.replace("\r\n", "\n").split("\n"):
        names = merge_fields.FIELD.findall(line)
        if names and all(name in MAY_BE_EMPTY and not values.get(name) for name in names):
            continue
        yield _filled(template, line, values)


def _filled(template: Any, text: str, values: Mapping[str, str]) -> str:
    for name in merge_fields.FIELD.findall(text):
        if name not in MAY_BE_EMPTY and not values.get(name):
            label = fields_of(LetterKind(template.kind)).get(name, name)
            raise MissingValue(name, label)
    return merge_fields.fill(text, values)


def remedy_texts(remedies: Sequence[Any], *, language: str) -> list[str]:
    """What can be done, against this outcome first and then in any case."""
    against_this_first = sorted(remedies, key=lambda remedy: remedy.outcome_id is None)
    return [remedy.text.in_language(language) for remedy in against_this_first]
