"""Numbers that people read, say and type: index numbers, receipts and look-up secrets.

Receipts and secrets use Crockford's base 32 (no I, L, O, U) and end in a check character that
finds every single wrong character and every two that changed places.
"""

import re
import unicodedata
from string import Formatter

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
VALUES = {character: value for value, character in enumerate(ALPHABET)}
LOOK_ALIKES = str.maketrans("OIL", "011")
PLACEHOLDERS = frozenset({"orgcode", "year", "serial"})
# Of index numbers: some bodies file by month (11341702486344515H/202110-00013).
INDEX_PLACEHOLDERS = PLACEHOLDERS | {"month"}
# Without its year or serial a number would come up twice.
REQUIRED_PLACEHOLDERS = ("year", "serial")
# With the minus sign and the long-vowel mark, which keyboards offer in a hyphen's place.
SEPARATORS = "-/._\u2212\u30fc"
SECRET_BITS = 60
SECRET_CHARACTERS = SECRET_BITS // 5
GROUP = 4
LONGEST_INPUT = 100


# Padding with zeros, and nothing that could put signs or spaces into a number.
_NUMBER_FORM = re.compile(r"(0[1-9])?d?")


class BadTemplate(ValueError):
    """A template of numbers can't be used; ``template`` is the one."""

    def __init__(self, template: str, why: str) -> None:
        self.template = template
        super().__init__(f"The number template “{template}” {why}.")


class UnknownPlaceholder(BadTemplate):
    """A template asks for something that numbers aren't made of."""

    def __init__(
        self, template: str, placeholder: str, known: frozenset[str] = PLACEHOLDERS
    ) -> None:
        self.placeholder = placeholder
        names = ", ".join(sorted(known))
        super().__init__(template, f"has the unknown placeholder “{placeholder}” (known: {names})")


class InvalidReference(ValueError):
    """What was typed is no receipt number or secret; it isn't repeated, as it may be a secret."""


def check_template(template: str, *, known: frozenset[str] = PLACEHOLDERS) -> None:
    """Raise BadTemplate unless ``template`` makes numbers that can't come up twice."""
    try:
        parts = list(Formatter().parse(template))
    except ValueError as error:
        raise BadTemplate(template, f"can't be read: {error}") from error
    names = set()
    for _, name, form, conversion in parts:
        if name is None:
            continue
        if name not in known:
            raise UnknownPlaceholder(template, name, known)
        if name == "month" and form not in ("02", "02d"):
            # January's 11th would be November's first.
            raise BadTemplate(template, "needs its month with two digits, {month:02d}")
        if conversion or (form and (name == "orgcode" or not _NUMBER_FORM.fullmatch(form))):
            raise BadTemplate(template, f"formats {{{name}}} in a way that numbers don't allow")
        names.add(name)
    for required in REQUIRED_PLACEHOLDERS:
        if required not in names:
            raise BadTemplate(template, f"lacks {{{required}}}")


def format_reference(
    template: str, *, orgcode: str, year: int, serial: int, month: int | None = None
) -> str:
    """The number with ``serial`` of ``year``, such as ``00001434-9/2021-00047``.

    A serial longer than its padding makes the number longer, never ambiguous. Only with a
    ``month`` may the template have one. Raises BadTemplate, or InvalidReference for a year or
    serial that can't be one.
    """
    check_template(template, known=PLACEHOLDERS if month is None else INDEX_PLACEHOLDERS)
    if not 1000 <= year <= 9999:
        raise InvalidReference(f"{year} isn't a year of four digits.")
    if serial < 1:
        raise InvalidReference(f"Serial numbers begin with 1, not with {serial}.")
    return template.format(orgcode=orgcode, year=year, month=month, serial=serial)


def format_receipt(template: str, *, year: int, serial: int, orgcode: str = "") -> str:
    """A receipt number with its check character, such as ``R2026-000123-X``.

    Raises BadTemplate also for a template with characters that can't be told apart or read out.
    """
    number = format_reference(template, orgcode=orgcode, year=year, serial=serial)
    try:
        return f"{number}-{check_character(_folded(number))}"
    except InvalidReference as error:
        raise BadTemplate(template, f"makes “{number}”: {error}") from error


def receipt_key(text: str) -> str:
    """What all spellings of a receipt number have in common, to store and look it up by.

    Doesn't depend on the template, so receipts stay valid when that changes. Raises
    InvalidReference where the check character doesn't fit.
    """
    return _checked(_folded(text))


def encode_secret(random_bits: int) -> str:
    """A look-up secret, such as ``4T7K-9M2X-QRB0-C``, from 60 random bits."""
    if not 0 <= random_bits < 1 << SECRET_BITS:
        raise InvalidReference(f"A look-up secret is made of {SECRET_BITS} bits.")
    shifts = range(SECRET_BITS - 5, -5, -5)
    return _grouped("".join(ALPHABET[random_bits >> shift & 31] for shift in shifts))


def normalize_secret(text: str) -> str:
    """The secret as it was printed, however it was typed.

    Full-width and small letters, spaces, hyphens and the look-alikes O, I and L are folded. Raises
    InvalidReference for a wrong length, character or check character.
    """
    key = _checked(_folded(text))
    if len(key) != SECRET_CHARACTERS + 1:
        raise InvalidReference(f"A look-up secret has {SECRET_CHARACTERS + 1} characters.")
    return _grouped(key[:-1])


def check_character(key: str) -> str:
    """The check character for ``key``, whose characters are all in ALPHABET.

    Each character is an element of the field with 32 elements, weighted by a power of a generator:
    a wrong character or a swap changes the sum, for keys of up to 30 characters.
    """
    total = 0
    for character in key:
        total ^= VALUES[character]
        # Times the generator, modulo x^5 + x^2 + 1.
        total = (total << 1) ^ (0b100101 if total & 0b10000 else 0)
    return ALPHABET[total]


def _checked(key: str) -> str:
    if len(key) < 2 or check_character(key[:-1]) != key[-1]:
        raise InvalidReference("The check character doesn't fit: something is mistyped.")
    return key


def _folded(text: str) -> str:
    """``text`` as the capital letters and digits that it means."""
    if len(text) > LONGEST_INPUT:
        raise InvalidReference(f"It has more than {LONGEST_INPUT} characters.")
    folded = unicodedata.normalize("NFKC", text).upper().translate(LOOK_ALIKES)
    key = "".join(character for character in folded if not _is_separator(character))
    if not key or not VALUES.keys() >= set(key):
        raise InvalidReference("It has characters that receipts and secrets don't have.")
    return key


def _is_separator(character: str) -> bool:
    # Pd: any dash, as keyboards differ. Cf: what pasting brings along unseen.
    return (
        character in SEPARATORS
        or character.isspace()
        or unicodedata.category(character) in {"Pd", "Cf"}
    )


def _grouped(characters: str) -> str:
    groups = [characters[at : at + GROUP] for at in range(0, len(characters), GROUP)]
    return "-".join([*groups, check_character(characters)])
