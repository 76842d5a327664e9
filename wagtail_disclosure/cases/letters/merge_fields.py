"""Merge fields: how an answer names the applicant without containing who it is."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from wagtail_disclosure.cases.request_forms.definitions import Definition
from wagtail_disclosure.rules.plain_text import INVISIBLE

FIELD = re.compile(r"\{\{\s*(\w+)\s*\}\}")
# Shorter identity answers occur in any text by chance.
SHORTEST_TOLD_APART = 2
FEWEST_DIGITS = 5
# Shorter words run together come up between others.
SHORTEST_JOINED = 8
UNSEEN = dict.fromkeys(map(ord, INVISIBLE))
# What people put between the characters of a name or the digits of a number; no end of a line.
BETWEEN = re.compile(r"[^\S\n]|[-‐-―·•・._*()/]")
WORD = re.compile(r"[^\W_]+")
IDEOGRAPHS = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]{2,}")
NUMERALS = str.maketrans(
    "〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖貳參陸幺", "001234567891234567892361"
)


def fill(text: str, values: Mapping[str, str]) -> str:
    """``text`` with its merge fields filled in; it is plain text, never a template."""
    return FIELD.sub(lambda match: values.get(match[1], match[0]), text)


def check(text: str, values: Mapping[str, str]) -> None:
    """Raises ValidationError for unknown fields, and for the applicant's data written out.

    An answer is stored and reviewed in the clear, so whoever applied must not be readable in it.
    """
    unknown = sorted({name for name in FIELD.findall(text) if name not in values})
    if unknown:
        raise ValidationError(
            _("There is no merge field “%(name)s”. There are: %(known)s.")
            % {"name": unknown[0], "known": ", ".join(sorted(values))}
        )
    refuse_identity(text, values)


def refuse_identity(text: str, values: Mapping[str, str]) -> None:
    """Raises ValidationError for text that is kept or sent in the clear and says who applied."""
    name = named_in(text, values)
    if name is not None:
        raise ValidationError(
            _("This text contains what the applicant gave as “%(name)s”. Write %(field)s.")
            % {"name": name, "field": "{{ " + name + " }}"}
        )


def named_in(text: str, values: Mapping[str, str]) -> str | None:
    """The first merge field whose value, or a telling part of it, is written out in ``text``.

    However it is typed: full-width, decomposed, with signs between, numbers in Chinese characters.
    """
    written = _Written(text)
    for name, value in values.items():
        if any(written.says(part) for part in _telling(value)):
            return name
    return None


class _Written:
    """A text in the forms in which it is searched."""

    def __init__(self, text: str) -> None:
        self.folded = _folded(text)
        self.words = _words(self.folded)
        self.joined = BETWEEN.sub("", self.folded)
        self.counted = _counted(self.joined)

    def says(self, part: str) -> bool:
        folded = _folded(part)
        if folded in self.folded or _words(folded) in self.words:
            return True
        joined = BETWEEN.sub("", folded)
        if IDEOGRAPHS.fullmatch(joined) and joined in self.joined:
            return True
        return len(joined) >= SHORTEST_JOINED and _counted(joined) in self.counted


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text.translate(UNSEEN)).casefold()
    return "\n".join(" ".join(line.split()) for line in plain.splitlines())


def _words(text: str) -> str:
    """The words alone, as in the name of a file or in an address."""
    return f" {' '.join(WORD.findall(text))} "


def _counted(text: str) -> str:
    """With all numerals as the digits of ASCII."""
    return "".join(
        str(unicodedata.decimal(character)) if character.isdecimal() else character
        for character in text.translate(NUMERALS)
    )


def _telling(value: str) -> Iterator[str]:
    """What gives the applicant away: the answer, each line of it, and each number in it."""
    for line in {value, *value.splitlines()}:
        if len(line.strip()) >= SHORTEST_TOLD_APART:
            yield line.strip()
    for word in value.split():
        # Of a document or a telephone, with or without what kind it is.
        if sum(char.isdigit() for char in word) >= FEWEST_DIGITS:
            yield word


def values_for(case: Any) -> dict[str, str]:
    """Every merge field of ``case`` with what it stands for: the applicant's identity."""
    definition = Definition.from_content(case.concrete().form_definition.content)
    answers = case.applicantidentity.unseal()
    # Fields left empty still exist as merge fields.
    return {
        field.key: field.display(answers.get(field.key))
        for field in definition.fields
        if field.identifies
    }


def labeled_values_for(case: Any) -> list[tuple[str, str, str]]:
    """The applicant's identity as question, answer and merge field."""
    definition = Definition.from_content(case.concrete().form_definition.content)
    values = values_for(case)
    return [
        (field.label, values[field.key], "{{ " + field.key + " }}")
        for field in definition.fields
        if field.identifies
    ]
