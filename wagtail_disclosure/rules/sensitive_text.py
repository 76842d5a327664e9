"""Numbers in a text that name a person or a person's money: where they are, and masked.

What is found is a reason to look, never a verdict. Document numbers, index numbers, dates, amounts
and unified social credit codes (GB 32100) are no findings.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from wagtail_disclosure.rules.plain_text import INVISIBLE


class SensitiveKind(StrEnum):
    """What a finding looks like."""

    ID_NUMBER = "id_number"
    BANK_CARD = "bank_card"
    BANK_ACCOUNT = "bank_account"
    MOBILE = "mobile"
    LANDLINE = "landline"
    PASSPORT = "passport"
    EMAIL = "email"


@dataclass(frozen=True)
class SensitiveSpan:
    """``text[start:end]`` looks like ``kind``."""

    kind: SensitiveKind
    start: int
    end: int


# GB/T 2260: the first two digits of a resident identity number are a province, or 9 for the
# permanent residence card of foreigners.
PROVINCES = frozenset(
    f"{region}{number}"
    for region, numbers in {1: "12345", 2: "123", 3: "1234567", 4: "123456", 5: "01234"}.items()
    for number in numbers
) | {"61", "62", "63", "64", "65", "71", "81", "82", "83"}
EARLIEST_BIRTH, LATEST_BIRTH = date(1900, 1, 1), date(2099, 12, 31)
# GB 11643, after ISO 7064 MOD 11-2.
ID_WEIGHTS = tuple(2**power % 11 for power in range(17, 0, -1))
ID_CHECK_CHARACTERS = "10X98765432"
# GB 32100, after ISO 7064 MOD 31: letters that could be taken for digits are left out.
CREDIT_CODE_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_CODE_WEIGHTS = tuple(3**power % 31 for power in range(17))

# The beginnings of payment cards, each with the numbers of digits that they have.
CARDS = (
    (re.compile(r"6[02]"), range(16, 20)),
    (re.compile(r"955[89]"), range(16, 20)),
    (re.compile(r"4|5[1-5]|35"), range(16, 17)),
    (re.compile(r"3[47]"), range(15, 16)),
)

# No part of a longer number or word, and no sum of money: what comes before, and what after.
_BEFORE = r"(?<![0-9A-Za-z¥$].)(?<![0-9][.,].)"
_AFTER = r"(?![0-9A-Za-z])(?!\.[0-9])(?! ?[元万亿])"
# Where a number can begin: all that are looked for alone have at least ten digits.
_BEGINNING = re.compile(rf"[\d+(]{_BEFORE}(?=(?:[ ()-]{{0,3}}\d){{9}})", re.DOTALL)


def _alone(pattern: str) -> re.Pattern[str]:
    """``pattern`` from where a number begins to where no digit or letter follows it."""
    return re.compile(rf"((?:{pattern}){_AFTER})")


_ID_NUMBER = _alone(
    r"\d{6}[ -]?\d{4}[ -]?\d{2}[ -]?\d{2}[ -]?\d{3}[ -]?[\dXx]"
    r"|\d{4}(?:[ -]\d{4}){3}[ -]\d[\dXx]"
    r"|\d{3}(?:[ -]\d{3}){4}[ -]\d\d[\dXx]"
    r"|\d(?:[ -]\d){16}[ -][\dXx]"
)
_OLD_ID_NUMBER = _alone(r"\d{6}[ -]?\d{6}[ -]?\d{3}")
_BANK_CARD = _alone(r"\d{15,19}|\d{4}(?:[ -]\d{4}){3}(?:[ -]\d{1,3})?|\d{6}[ -]\d{9,13}")
_MOBILE = _alone(
    r"(?:(?:\+|00)?86[ -]?)?1[3-9]\d(?:\d{8}|[ -]\d{4}[ -]?\d{4}|\d[ -]\d{3}[ -]\d{4})"
)
_LANDLINE = _alone(
    r"(?:(?:\+|00)86[ -]?\(?0?|\(?0)(?:10|2\d|[3-9]\d{2})\)?[ -]?[2-8]\d{2,3}[ -]?\d{4}"
)
# Without an area code any date would do, so a word has to say what it is.
_LOCAL_LINE = re.compile(
    r"(?:电话|话机|传真|座机|热线|(?<![a-z])(?:tel|phone|fax))[^\d\n]{0,8}"
    r"([2-8]\d{2,3}[ -]?\d{4})(?![\d/.年])",
    re.IGNORECASE,
)
_BANK_ACCOUNT = re.compile(
    r"(?:[账帐][号户]|卡号|(?<![a-z])(?:account (?:no|number)|iban))[^\d\n]{0,12}"
    r"((?<!\d)\d[\d -]{6,33}\d)(?!\d)",
    re.IGNORECASE,
)
# Without letters that have more than one lower-case form.
_ACCOUNT_WORDS = ("账", "帐", "卡号", "account", "ban")
_LINE_WORDS = ("电话", "话机", "传真", "座机", "热线", "tel", "phone", "fax")
_PASSPORT = re.compile(
    r"(?:护照|通行证|(?<![a-z])passport)[^\n]{0,20}?(?<![0-9A-Za-z])"
    r"([A-Z][A-Z]?\d{7,8}|[HM]\d{10})(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])([A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24})"
)
_WORTH_A_LOOK = re.compile(r"@|(?:\d[ ()-]{0,3}){7}")
# The same before folding, as most texts have neither: whatever is folded to a sign or a digit.
_SIGNS = "@\uff20\ufe6b"
_DIGITS = r"\d\u00b2\u00b3\u00b9\u2070\u2074-\u2079\u2080-\u2089\u2460-\u2468\u24ea"
_WORTH_FOLDING = re.compile(rf"[{_SIGNS}]|(?:[{_DIGITS}][^{_DIGITS}]*){{7}}")


class _Folding(dict[int, str]):
    """Each character as one other: full-width forms, all dashes and spaces, look-alikes."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = unicodedata.normalize("NFKC", character)
        category = unicodedata.category(character)
        if category == "Nd":
            folded = str(unicodedata.digit(character))
        elif category == "Pd" or character in "\u2212\u30fc":
            folded = "-"
        elif category == "Zs" or character == "\t":
            folded = " "
        elif character in "ХхΧχ":
            folded = "X"
        self[code] = folded if len(folded) == 1 else character
        return self[code]


_FOLDING = _Folding()


def find_sensitive(text: str, *, allowed: Collection[str] = ()) -> list[SensitiveSpan]:
    """Everything in ``text`` that looks sensitive, in order, without overlaps.

    ``allowed`` are numbers and addresses that the agency publishes itself, in any spelling.
    """
    if not may_be_sensitive(text):
        return []
    folded, places = _fold(text)
    if not _WORTH_A_LOOK.search(folded):
        return []
    permitted = {compact(value) for value in allowed}
    found: list[SensitiveSpan] = []
    taken = bytearray(len(folded))
    for kind, start, end in _candidates(folded):
        if any(taken[start:end]):
            continue
        taken[start:end] = b"\1" * (end - start)
        if compact(folded[start:end]) not in permitted:
            found.append(SensitiveSpan(kind, places(start), places(end - 1) + 1))
    return sorted(found, key=lambda span: span.start)


def may_be_sensitive(text: str) -> bool:
    """Whether there can be anything in ``text``, told at a glance; markup in it changes nothing."""
    return _WORTH_FOLDING.search(text) is not None


def compact(value: str) -> str:
    """One spelling of a number or address: no separators, no code of the country."""
    kept = "".join(c for c in _fold(value)[0].lower() if c.isalnum() or c in "@.")
    return re.sub(r"^(?:00)?86(?=1[3-9]\d{9}$|0\d{9,11}$)", "", kept)


def mask(value: str) -> str:
    """``value`` with its middle hidden: enough to find it again, too little to use it."""
    if "@" in value:
        name, _at, domain = value.partition("@")
        return f"{name[:1]}***@{domain}"
    kept = "".join(character for character in value if character.isalnum())
    first, last = (3, 4) if len(kept) >= 11 else (2, 2)
    return f"{kept[:first]}{'*' * (len(kept) - first - last)}{kept[-last:]}"


def mask_sensitive(text: str) -> str:
    """``text`` with everything masked that looks sensitive."""
    pieces, done = [], 0
    for span in find_sensitive(text):
        pieces += [text[done : span.start], mask(text[span.start : span.end])]
        done = span.end
    return "".join([*pieces, text[done:]])


def is_id_number(number: str) -> bool:
    """Whether 18 characters are a resident identity number with its right check character."""
    if re.fullmatch(r"[0-9]{17}[0-9X]", number) is None or not _is_birth(number[6:14]):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, ID_WEIGHTS, strict=False))
    if ID_CHECK_CHARACTERS[total % 11] != number[17]:
        return False
    # What starts with 9 is a company's code far more often than a foreigner's card.
    return number[:2] in PROVINCES or (number[0] == "9" and not is_credit_code(number))


def is_old_id_number(number: str) -> bool:
    """Whether 15 digits can be a number of the form that was issued until 1999."""
    is_number = re.fullmatch(r"[0-9]{15}", number) is not None
    return is_number and number[:2] in PROVINCES and _is_birth(f"19{number[6:12]}")


def is_credit_code(code: str) -> bool:
    """Whether 18 characters are a unified social credit code with its right check character."""
    if len(code) != 18 or any(character not in CREDIT_CODE_ALPHABET for character in code):
        return False
    values = [CREDIT_CODE_ALPHABET.index(character) for character in code]
    total = sum(value * weight for value, weight in zip(values, CREDIT_CODE_WEIGHTS, strict=False))
    return (31 - total % 31) % 31 == values[17]


def is_card_number(number: str) -> bool:
    """Whether the digits can be a payment card's: beginning, length and check digit (Luhn)."""
    fits = any(start.match(number) and len(number) in lengths for start, lengths in CARDS)
    if not fits or len(set(number)) < 3:
        return False
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _is_birth(digits: str) -> bool:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return EARLIEST_BIRTH <= born <= LATEST_BIRTH


def _anything(_value: str) -> bool:
    return True


def _is_account(digits: str) -> bool:
    return 8 <= len(digits) <= 30


# The first that fits a place has it: kind, pattern, what is plausible, and for those that a word
# or sign tells, what the text must have somewhere, in lower case.
_FINDERS: tuple[
    tuple[SensitiveKind, re.Pattern[str], Callable[[str], bool], tuple[str, ...]], ...
] = (
    (SensitiveKind.ID_NUMBER, _ID_NUMBER, is_id_number, ()),
    (SensitiveKind.BANK_CARD, _BANK_CARD, is_card_number, ()),
    (SensitiveKind.BANK_ACCOUNT, _BANK_ACCOUNT, _is_account, _ACCOUNT_WORDS),
    (SensitiveKind.ID_NUMBER, _OLD_ID_NUMBER, is_old_id_number, ()),
    (SensitiveKind.PASSPORT, _PASSPORT, _anything, ("护照", "通行证", "port")),
    (SensitiveKind.EMAIL, _EMAIL, _anything, ("@",)),
    (SensitiveKind.MOBILE, _MOBILE, _anything, ()),
    (SensitiveKind.LANDLINE, _LANDLINE, _anything, ()),
    (SensitiveKind.LANDLINE, _LOCAL_LINE, _anything, _LINE_WORDS),
)


def _candidates(folded: str) -> Iterator[tuple[SensitiveKind, int, int]]:
    beginnings = [match.start() for match in _BEGINNING.finditer(folded)]
    lowered = folded.lower()
    for kind, pattern, is_plausible, words in _FINDERS:
        if words:
            is_worth_it = any(word in lowered for word in words)
            matches = pattern.finditer(folded) if is_worth_it else iter(())
        else:
            matches = filter(None, (pattern.match(folded, place) for place in beginnings))
        for match in matches:
            bare = match[1].replace(" ", "").replace("-", "").upper()
            if is_plausible(bare):
                yield kind, match.start(1), match.end(1)


def _fold(text: str) -> tuple[str, Callable[[int], int]]:
    """The text as it is searched, and for each place in it the place in ``text``."""
    if INVISIBLE.isdisjoint(text):
        return text.translate(_FOLDING), int
    kept = [index for index, character in enumerate(text) if character not in INVISIBLE]
    return "".join(text[index] for index in kept).translate(_FOLDING), kept.__getitem__
