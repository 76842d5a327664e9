"""What may be in text that people type: one form of each letter, nothing invisible."""

import re
import unicodedata

# They change how text is shown or compared without being seen: soft hyphen, zero-width and
# invisible characters, bidirectional controls, tags.
INVISIBLE = frozenset(
    chr(code)
    for first, last in (
        (0x00AD, 0x00AD),
        (0x061C, 0x061C),
        (0x180E, 0x180E),
        (0x200B, 0x200F),
        (0x202A, 0x202E),
        (0x2060, 0x206F),
        (0xFEFF, 0xFEFF),
        (0xFFF9, 0xFFFB),
        (0xE0000, 0xE007F),
    )
    for code in range(first, last + 1)
)
_INVISIBLE = re.compile(f"[{''.join(sorted(INVISIBLE))}]")
_BETWEEN_KEYWORDS = re.compile(r"[,，、;；\n]")
# XML 1.0, section 2.2: what is no character of a document.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# What a spreadsheet takes for a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
LINE_ENDS = ("\r\n", "\r", "\u2028", "\u2029")
# Line and paragraph separators break a line as a control character does; a lone surrogate can't
# be stored or sent at all.
REFUSED_CATEGORIES = frozenset({"Cc", "Cs", "Zl", "Zp"})
# All characters of these categories.
_REFUSED = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]")


class ForbiddenCharacter(ValueError):
    """Text holds a character that can't be kept; ``code_point`` names it, such as ``U+0007``."""

    def __init__(self, character: str) -> None:
        self.code_point = f"U+{ord(character):04X}"
        super().__init__(f"The character {self.code_point} can't be used here.")


def clean_line(text: str) -> str:
    """One line in composed form (NFC), without invisible characters or space at the ends.

    Raises ForbiddenCharacter for control characters, line breaks and tabs included.
    """
    return _clean(text, allowed="")


def clean_text(text: str) -> str:
    """Text of several lines, ended by ``\\n``; otherwise as clean_line, with tabs allowed."""
    for line_end in LINE_ENDS:
        text = text.replace(line_end, "\n")
    return _clean(text, allowed="\n\t")


def letters_and_digits(text: str) -> str:
    """What counts of a text that is compared with another, however either was typed."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in folded if character.isalnum())


def clean_number(text: str) -> str:
    """A number as typed, full-width digits and signs folded to the usual ones (NFKC)."""
    return clean_line(unicodedata.normalize("NFKC", clean_line(text)))


def clean_email(text: str) -> str:
    """An e-mail address as typed, full-width letters and signs folded to the usual ones (NFKC)."""
    # RFC 3490, section 3.1: the ideographic full stop, which Chinese keyboards type, is a dot.
    return clean_number(text).replace("。", ".")


def _clean(text: str, *, allowed: str) -> str:
    # Most text is, and then there is nothing of either kind in it.
    if not text.isprintable():
        for found in _REFUSED.finditer(text):
            if found[0] not in allowed:
                raise ForbiddenCharacter(found[0])
        # Before composing: an invisible character would keep a letter and its accent apart.
        text = _INVISIBLE.sub("", text)
    return unicodedata.normalize("NFC", text).strip()


def split_keywords(text: str) -> list[str]:
    """The keywords in ``text``, parted by commas, semicolons or lines, Chinese ones too.

    Each once, in the order in which they come.
    """
    words = (word.strip() for word in _BETWEEN_KEYWORDS.split(text))
    return list(dict.fromkeys(word for word in words if word))


def printable(text: str) -> str:
    """``text`` without the characters that neither XML nor a spreadsheet can hold."""
    return _UNPRINTABLE.sub("", text)


def harmless_cell(value: object) -> str:
    """``value`` as text that no spreadsheet computes when somebody opens the table."""
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
