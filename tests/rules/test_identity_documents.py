import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_disclosure.rules.identity_documents import (
    DocumentKind,
    WrongDocumentNumber,
    normalize,
)
from wagtail_disclosure.rules.plain_text import ForbiddenCharacter

# GB 11643-1999, appendix A, gives this number as its example.
RESIDENT = "11010519491231002X"
CREDIT = "91350100M000100Y43"


@pytest.mark.parametrize(
    ("kind", "number"),
    [(DocumentKind.RESIDENT_ID, RESIDENT), (DocumentKind.CREDIT_CODE, CREDIT)],
)
def test_case_59_every_spelling_is_one_number(kind, number):
    full_width = "".join(chr(ord(character) + 0xFEE0) for character in number)
    for typed in (number.lower(), full_width, " ".join(number), number[:6] + "—" + number[6:]):
        assert normalize(kind, typed) == number


@pytest.mark.parametrize("look_alike", ["x", "Х", "х", "Χ", "χ", "×", "Ｘ"])  # noqa: RUF001
def test_case_59_letters_that_look_like_the_check_character_are_it(look_alike):
    assert normalize(DocumentKind.RESIDENT_ID, RESIDENT[:-1] + look_alike) == RESIDENT


@given(place=st.integers(0, 16), digit=st.sampled_from("0123456789"))
def test_one_wrong_digit_is_found(place, digit):
    wrong = RESIDENT[:place] + digit + RESIDENT[place + 1 :]
    if wrong != RESIDENT:
        with pytest.raises(WrongDocumentNumber):
            normalize(DocumentKind.RESIDENT_ID, wrong)


@given(kind=st.sampled_from(list(DocumentKind)), typed=st.text(max_size=60))
def test_whatever_is_typed_is_kept_or_refused(kind, typed):
    try:
        kept = normalize(kind, typed)
    except (WrongDocumentNumber, ForbiddenCharacter):
        return
    assert normalize(kind, kept) == kept
