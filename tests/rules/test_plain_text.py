import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_disclosure.rules.plain_text import (
    INVISIBLE,
    REFUSED_CATEGORIES,
    ForbiddenCharacter,
    clean_email,
    clean_line,
    clean_number,
    clean_text,
    harmless_cell,
    printable,
    split_keywords,
)

CLEANERS = [clean_line, clean_text, clean_number, clean_email]
every_character = st.text(st.characters(exclude_categories=()))


def test_exactly_the_characters_of_the_refused_categories_are_refused():
    everything = [chr(code) for code in range(sys.maxunicode + 1)]
    refused = {one for one in everything if unicodedata.category(one) in REFUSED_CATEGORIES}
    assert clean_line("".join(one for one in everything if one not in refused))
    for character in refused:
        with pytest.raises(ForbiddenCharacter):
            clean_line(character)


@pytest.mark.parametrize("clean", CLEANERS)
@pytest.mark.parametrize(
    ("character", "code_point"),
    [
        ("\x00", "U+0000"),
        ("\x07", "U+0007"),
        ("\x0c", "U+000C"),
        ("\x1b", "U+001B"),
        ("\x7f", "U+007F"),
        ("\x85", "U+0085"),
        ("\ud800", "U+D800"),
    ],
)
def test_control_characters_and_lone_surrogates_are_refused_by_code_point(
    clean, character, code_point
):
    with pytest.raises(ForbiddenCharacter) as refusal:
        clean(f"供{character}水")
    assert refusal.value.code_point == code_point
    assert code_point in str(refusal.value)
    assert "供" not in str(refusal.value)


@pytest.mark.parametrize("character", ["\n", "\r", "\t", "\u2028", "\u2029"])
def test_a_line_has_no_breaks_or_tabs(character):
    with pytest.raises(ForbiddenCharacter, match=f"U\\+{ord(character):04X}"):
        clean_line(f"a{character}b")


def test_text_keeps_tabs_and_ends_every_line_the_same_way():
    assert clean_text("a\tb\r\nc\rd\u2028e\u2029f\n") == "a\tb\nc\nd\ne\nf"


@pytest.mark.parametrize("clean", CLEANERS)
@pytest.mark.parametrize("character", ["\u200b", "\u200d", "\ufeff", "\u202e", "\u2066", "\u00ad"])
def test_invisible_characters_are_removed(clean, character):
    assert clean(f"{character}gnp{character}.exe") == "gnp.exe"


def test_letters_are_composed_even_when_something_invisible_kept_them_apart():
    assert clean_line("e\u200b\u0301") == "é"


def test_what_a_line_says_is_kept():
    line = "“供水”条例（2024修订）—— №３ Ⅳ 𠮷 葛\U000e0100 café"
    assert clean_line(f"  {line}\u3000") == line


def test_full_width_digits_are_folded_in_numbers_and_addresses_only():
    assert clean_line("２０２６") == "２０２６"
    assert clean_number("　１３８－００１３ ８０００") == "138-0013 8000"
    assert clean_email("ｚｈａｎｇ＠ｅｘａｍｐｌｅ。ｃｏｍ") == "zhang@example.com"


@given(every_character)
@pytest.mark.parametrize("clean", CLEANERS)
def test_clean_text_is_stable_storable_and_free_of_what_is_refused(clean, text):
    try:
        cleaned = clean(text)
    except ForbiddenCharacter:
        return
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not INVISIBLE & set(cleaned)
    cleaned.encode()
    allowed = "\n\t" if clean is clean_text else ""
    assert all(unicodedata.category(c) != "Cc" or c in allowed for c in cleaned)


def test_keywords_are_parted_as_people_write_them_and_come_once():
    assert split_keywords("供水、水质，节水;  水质；\n价格,,") == ["供水", "水质", "节水", "价格"]
    assert split_keywords(" ,、") == []


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_computed_by_a_spreadsheet(text):
    assert harmless_cell(text) == f"'{text}"
    assert harmless_cell(f"x{text}") == f"x{text}"


def test_what_neither_xml_nor_a_spreadsheet_holds_is_left_out():
    assert printable("水\x00\x0b质\ufffe\ud800\n\t年报") == "水质\n\t年报"
