"""Numbers of identity documents as people type them, and whether they can be right.

A check digit finds what was mistyped; it does not prove who somebody is.
"""

import re
import unicodedata
from enum import StrEnum

from wagtail_disclosure.rules.plain_text import clean_number
from wagtail_disclosure.rules.sensitive_text import is_credit_code, is_id_number

# Keyboards of other alphabets offer letters that look like the check character of GB 11643.
LOOK_ALIKES = str.maketrans("ХΧ×", "XXX")
LONGEST_NUMBER = 40


class DocumentKind(StrEnum):
    """What people prove with who they are (OGI Art. 29)."""

    RESIDENT_ID = "resident_id"
    CREDIT_CODE = "credit_code"
    PASSPORT = "passport"
    OTHER = "other"


class WrongDocumentNumber(ValueError):
    """A number can't be one of its ``kind``; ``code`` says why."""

    def __init__(self, kind: DocumentKind, code: str) -> None:
        self.kind = kind
        self.code = code
        super().__init__(f"Not a number of a {kind}: {code}.")


def normalize(kind: DocumentKind, typed: str) -> str:
    """The number as it stands on the document, whatever keyboard it was typed on.

    Full-width digits and letters, small letters, separators and the Cyrillic or Greek Х are
    folded. Raises WrongDocumentNumber where length or check digit don't fit, ForbiddenCharacter.
    """
    number = clean_number(typed).upper()
    if kind in (DocumentKind.PASSPORT, DocumentKind.OTHER):
        return _checked_free_form(kind, number)
    number = _digits_folded("".join(filter(str.isalnum, number.translate(LOOK_ALIKES))))
    if len(number) != 18:
        raise WrongDocumentNumber(kind, "length")
    # GB 11643-1999 and GB 32100-2015 both end in a check character.
    is_right = is_id_number if kind is DocumentKind.RESIDENT_ID else is_credit_code
    if not is_right(number):
        raise WrongDocumentNumber(kind, "check")
    return number


def _checked_free_form(kind: DocumentKind, number: str) -> str:
    if len(number) > LONGEST_NUMBER:
        raise WrongDocumentNumber(kind, "length")
    # ICAO Doc 9303: a passport number has up to nine letters and digits; other states' vary.
    if kind is DocumentKind.PASSPORT and not re.fullmatch(r"[A-Z0-9][A-Z0-9 -]{3,19}", number):
        raise WrongDocumentNumber(kind, "characters")
    return number


def _digits_folded(text: str) -> str:
    """Digits of any script as those of ASCII."""
    return "".join(
        str(unicodedata.digit(character)) if unicodedata.category(character) == "Nd" else character
        for character in text
    )
