"""What somebody types into a search field, made fit to be searched for."""

import unicodedata
from dataclasses import dataclass

from django.utils.text import normalize_newlines

from wagtail_disclosure.rules.plain_text import REFUSED_CATEGORIES, clean_line

LONGEST_QUERY = 200


@dataclass(frozen=True)
class Question:
    """Words to search for; ``is_cut`` says that more was typed than is searched for."""

    words: str
    is_cut: bool


def read_question(typed: str) -> Question:
    """What somebody typed as words that can be searched for, whatever characters it has."""
    spaced = "".join(
        " " if unicodedata.category(character) in REFUSED_CATEGORIES else character
        for character in normalize_newlines(typed)
    )
    words = " ".join(clean_line(spaced).split())
    return Question(words=words[:LONGEST_QUERY].strip(), is_cut=len(words) > LONGEST_QUERY)
