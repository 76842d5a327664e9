import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from wagtail_disclosure.rules.references import (
    ALPHABET,
    SECRET_BITS,
    BadTemplate,
    InvalidReference,
    UnknownPlaceholder,
    check_template,
    encode_secret,
    format_receipt,
    format_reference,
    normalize_secret,
    receipt_key,
)

INDEX = "{orgcode}/{year}-{serial:05d}"
RECEIPT = "R{year}-{serial:06d}"

secrets = st.integers(0, 2**SECRET_BITS - 1).map(encode_secret)
receipts = st.builds(
    lambda year, serial: format_receipt(RECEIPT, year=year, serial=serial),
    st.integers(1000, 9999),
    st.integers(1, 10**7),
)


@pytest.mark.parametrize(
    ("template", "orgcode", "year", "serial", "expected"),
    [
        (INDEX, "00001434-9", 2021, 47, "00001434-9/2021-00047"),
        ("{orgcode}-{year}-{serial:03d}", "WC9905000", 2025, 41, "WC9905000-2025-041"),
        ("{orgcode}{year}{serial:05d}", "SY00247830702", 2019, 84, "SY00247830702201900084"),
        ("建水依复〔{year}〕第{serial}号", "", 2023, 1, "建水依复〔2023〕第1号"),
    ],
)
def test_numbers_follow_the_template(template, orgcode, year, serial, expected):
    assert format_reference(template, orgcode=orgcode, year=year, serial=serial) == expected


def test_an_index_number_has_the_20_characters_of_the_guideline():
    assert len(format_reference(INDEX, orgcode="000014349", year=2021, serial=47)) == 20


def test_a_serial_that_outgrows_its_padding_stays_unique():
    numbers = {
        format_reference(INDEX, orgcode="1", year=2021, serial=serial)
        for serial in (9_999, 10_000, 99_999, 100_000)
    }
    assert len(numbers) == 4


@pytest.mark.parametrize("placeholder", ["unit", "serial.real", "orgcode[0]", "0", ""])
def test_an_unknown_placeholder_is_refused_by_name(placeholder):
    with pytest.raises(UnknownPlaceholder) as refusal:
        check_template(f"{{{placeholder}}}/{{year}}-{{serial}}")
    assert refusal.value.placeholder == placeholder
    assert f"“{placeholder}”" in str(refusal.value)


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("{orgcode}/{year}", "lacks {serial}"),
        ("{orgcode}-{serial}", "lacks {year}"),
        ("{year}-{serial", "can't be read"),
        ("{year}-{serial!r}", "formats {serial}"),
        ("{year}-{serial:>9}", "formats {serial}"),
        ("{year}-{serial:x}", "formats {serial}"),
        ("{year}-{serial:+d}", "formats {serial}"),
        ("{year}-{serial:{orgcode}}", "formats {serial}"),
        ("{orgcode:9}/{year}-{serial}", "formats {orgcode}"),
    ],
)
def test_a_bad_template_is_refused_with_the_reason(template, message):
    with pytest.raises(BadTemplate, match=message):
        check_template(template)


@pytest.mark.parametrize(
    ("year", "serial", "message"), [(26, 1, "26 isn't"), (2026, 0, "not with 0")]
)
def test_years_have_four_digits_and_serials_begin_with_1(year, serial, message):
    with pytest.raises(InvalidReference, match=message):
        format_reference(INDEX, orgcode="1", year=year, serial=serial)


def test_a_receipt_number_ends_in_its_check_character():
    receipt = format_receipt(RECEIPT, year=2026, serial=123)
    assert receipt.startswith("R2026-000123-")
    assert receipt[-1] in ALPHABET
    assert len(receipt) == 14


@pytest.mark.parametrize("template", ["SU{year}-{serial}", "第{year}-{serial}号"])
def test_receipt_numbers_are_made_of_readable_characters(template):
    with pytest.raises(BadTemplate, match="receipts and secrets don't have"):
        format_receipt(template, year=2026, serial=1)


def test_a_secret_is_twelve_characters_in_fours_and_a_check_character():
    secret = encode_secret(2**SECRET_BITS - 1)
    assert secret.startswith("ZZZZ-ZZZZ-ZZZZ-")
    assert encode_secret(0) == "0000-0000-0000-0"
    assert encode_secret(1).startswith("0000-0000-0001-")


@pytest.mark.parametrize("bits", [-1, 2**SECRET_BITS])
def test_a_secret_is_made_of_60_bits(bits):
    """Case 49."""
    with pytest.raises(InvalidReference, match="60 bits"):
        encode_secret(bits)


def full_width(text):
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


SPELLINGS = [
    str,
    str.lower,
    full_width,
    lambda text: full_width(text.lower()),
    lambda text: text.replace("-", ""),
    lambda text: text.replace("-", " "),
    lambda text: text.replace("-", "—"),
    lambda text: f" \u200b{text}\u3000\r\n",
    lambda text: text.replace("0", "O").replace("1", "I"),
    lambda text: text.replace("0", "o").replace("1", "l"),
    lambda text: " ".join(text),
]


@pytest.mark.parametrize("spell", SPELLINGS)
@given(secret=secrets, receipt=receipts)
def test_every_spelling_means_the_same(spell, secret, receipt):
    assert normalize_secret(spell(secret)) == secret
    assert receipt_key(spell(receipt)) == receipt_key(receipt)


@given(st.lists(st.integers(0, 2**SECRET_BITS - 1), min_size=2, max_size=2, unique=True))
def test_different_bits_make_different_secrets(bits):
    first, second = map(encode_secret, bits)
    assert first != second


@given(secrets, st.data())
def test_every_wrong_character_is_found(secret, data):
    key = secret.replace("-", "")
    place = data.draw(st.integers(0, len(key) - 1))
    wrong = data.draw(st.sampled_from(ALPHABET.replace(key[place], "")))
    with pytest.raises(InvalidReference, match="mistyped"):
        normalize_secret(key[:place] + wrong + key[place + 1 :])


@given(receipts, st.data())
def test_every_two_characters_that_changed_places_are_found(receipt, data):
    key = list(receipt_key(receipt))
    places = st.integers(0, len(key) - 1)
    one, other = data.draw(places), data.draw(places)
    assume(key[one] != key[other])
    key[one], key[other] = key[other], key[one]
    with pytest.raises(InvalidReference, match="mistyped"):
        receipt_key("".join(key))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        "0",
        "供水",
        "0000-0000-0000-*",
        "0000-0000-0000-U",
        "0000-0000-0000-0\x00",
        "Х",
    ],
)
def test_what_is_no_reference_is_refused_without_repeating_it(text):
    for read in (normalize_secret, receipt_key):
        with pytest.raises(InvalidReference) as refusal:
            read(text)
        assert not text.strip() or f"“{text}”" not in str(refusal.value)


def test_a_secret_of_another_length_is_refused():
    with pytest.raises(InvalidReference, match="13 characters"):
        normalize_secret("0000-0000-0")


def test_endless_input_is_refused_before_it_is_read():
    with pytest.raises(InvalidReference, match="more than 100"):
        normalize_secret("0" * 10_000_000)


def test_a_receipt_of_a_former_template_stays_valid():
    former = format_receipt("SW/{year}.{serial:04d}", year=2025, serial=7)
    assert receipt_key(former.lower().replace("/", " ")) == receipt_key(former)
