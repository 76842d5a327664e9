"""What looks sensitive is found in every spelling, and ordinary numbers are left alone."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_disclosure.rules.sensitive_text import (
    CREDIT_CODE_ALPHABET,
    CREDIT_CODE_WEIGHTS,
    ID_CHECK_CHARACTERS,
    ID_WEIGHTS,
    PROVINCES,
    SensitiveKind,
    find_sensitive,
    is_card_number,
    is_credit_code,
    is_id_number,
    mask,
    mask_sensitive,
)

FULL_WIDTH = {ord(c): chr(ord(c) + 0xFEE0) for c in "0123456789X"}


def with_id_check(first: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(first, ID_WEIGHTS, strict=True))
    return first + ID_CHECK_CHARACTERS[total % 11]


def with_credit_check(first: str) -> str:
    values = [CREDIT_CODE_ALPHABET.index(character) for character in first]
    total = sum(value * weight for value, weight in zip(values, CREDIT_CODE_WEIGHTS, strict=True))
    return first + CREDIT_CODE_ALPHABET[-total % 31]


def digits(least: int, most: int | None = None) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=least, max_size=most or least)


id_numbers = st.builds(
    lambda province, place, born, serial: with_id_check(f"{province}{place}{born:%Y%m%d}{serial}"),
    st.sampled_from(sorted(PROVINCES)),
    digits(4),
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    digits(3),
)
credit_codes = st.builds(
    lambda kind, region, rest: with_credit_check(f"{kind}{region}{rest}"),
    st.sampled_from(["11", "12", "13", "51", "52", "91", "92", "93"]),
    digits(6),
    st.text(CREDIT_CODE_ALPHABET, min_size=9, max_size=9),
)


def kinds(text: str) -> list[str]:
    return [span.kind.value for span in find_sensitive(text)]


class TestIdNumbers:
    @given(id_numbers)
    def test_are_found_exactly_where_they_are(self, number: str) -> None:
        text = f"姓名：张三，身份证号{number}。"
        (span,) = find_sensitive(text)
        assert span.kind is SensitiveKind.ID_NUMBER
        assert text[span.start : span.end] == number

    @given(id_numbers, st.sampled_from([(6, 8, 4), (6, 4, 2, 2, 4), (4, 4, 4, 4, 2), (1,) * 18]))
    def test_are_found_in_groups(self, number: str, sizes: tuple[int, ...]) -> None:
        starts = [sum(sizes[:place]) for place in range(len(sizes))]
        groups = [number[a : a + size] for a, size in zip(starts, sizes, strict=True)]
        for separator in (" ", "-", "\u3000", "－"):
            text = f"号码 {separator.join(groups)}"
            (span,) = find_sensitive(text)
            assert span.kind is SensitiveKind.ID_NUMBER
            assert text[span.start : span.end] == separator.join(groups)

    @given(id_numbers, st.integers(1, 17))
    def test_are_found_however_they_are_typed(self, number: str, place: int) -> None:
        for spelling in (
            number.lower(),
            number.translate(FULL_WIDTH),
            number.replace("X", "Х"),  # noqa: RUF001 the Cyrillic letter
            f"{number[:place]}\u200b{number[place:]}",
        ):
            (span,) = find_sensitive(f"[{spelling}]")
            assert (span.kind, span.start, span.end) == ("id_number", 1, 1 + len(spelling))

    @given(id_numbers, st.integers(0, 17), st.sampled_from("0123456789"))
    def test_with_one_wrong_digit_are_none(self, number: str, place: int, digit: str) -> None:
        wrong = f"{number[:place]}{digit}{number[place + 1 :]}"
        assert is_id_number(wrong) == (wrong == number)

    @given(id_numbers, st.integers(0, 16))
    def test_with_two_digits_swapped_are_none(self, number: str, place: int) -> None:
        swapped = f"{number[:place]}{number[place + 1]}{number[place]}{number[place + 2 :]}"
        assert is_id_number(swapped) == (swapped == number)

    @given(id_numbers, digits(1))
    def test_inside_longer_numbers_are_none(self, number: str, more: str) -> None:
        assert "id_number" not in kinds(f"{more}{number}")
        assert "id_number" not in kinds(f"{number}{more}")

    def test_of_the_old_form_are_found(self) -> None:
        assert kinds("旧证 310101800101123") == ["id_number"]
        assert kinds("编号 310101801301123") == []

    def test_of_foreigners_are_found_and_codes_of_companies_are_not(self) -> None:
        assert kinds("911156199001010029") == ["id_number"]
        # Right by both check characters.
        assert kinds("911156199001010010") == []


@given(credit_codes)
def test_credit_codes_are_no_findings(code: str) -> None:
    assert is_credit_code(code)
    # One in some thousands of all-digit codes is a person's number as well; then we look.
    if not is_id_number(code) and not is_card_number(code):
        assert kinds(f"统一社会信用代码：{code}") == []


@given(st.sampled_from(["62", "4", "51", "9558"]), digits(15), st.integers(0, 15))
def test_card_numbers_have_a_check_digit(start: str, rest: str, place: int) -> None:
    first = (start + rest)[:15]
    valid = [first + digit for digit in "0123456789" if is_card_number(first + digit)]
    assert len(valid) == (len(set(first)) >= 3) or len(set(first)) < 3
    for number in valid:
        assert kinds(f"卡 {number[:4]} {number[4:8]} {number[8:12]} {number[12:]}") == ["bank_card"]
        changed = f"{number[:place]}{(int(number[place]) + 1) % 10}{number[place + 1 :]}"
        assert not is_card_number(changed)


@given(st.text())
def test_any_text_is_masked_without_an_error(text: str) -> None:
    mask_sensitive(text)


@given(st.text(st.sampled_from("0123456789 -xX()（）１－@.a账号"), max_size=80))
def test_spans_are_in_order_and_apart(text: str) -> None:
    spans = find_sensitive(text)
    assert all(one.end <= two.start for one, two in zip(spans, spans[1:], strict=False))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)


FOUND = (
    ("手机 13812345678", "mobile"),
    ("手机：138-1234-5678", "mobile"),
    ("+86 138 1234 5678", "mobile"),
    ("１３８１２３４５６７８", "mobile"),
    ("李四13912345678/王五", "mobile"),
    ("电话：021-63212345", "landline"),
    ("(0512)65221234转801", "landline"),
    ("+86 21 6321 2345", "landline"),
    ("联系电话：63212345", "landline"),
    ("Tel. 6321 2345", "landline"),
    ("信用卡 6222021234567890128", "bank_card"),
    ("开户行：工行，账号：1001 2345 0900 0123 456", "bank_account"),
    ("Account number: 31001234567890", "bank_account"),
    ("护照号码：E12345678", "passport"),
    ("passport no. EA1234567", "passport"),
    ("港澳居民来往内地通行证 H1234567890", "passport"),
    ("邮箱：zhang.san@example.com", "email"),
    ("ｚｈａｎｇ＠ｅｘａｍｐｌｅ．ｃｏｍ", "email"),
)


@pytest.mark.parametrize(("text", "kind"), FOUND)
def test_is_found(text: str, kind: str) -> None:
    assert kinds(text) == [kind]


ORDINARY = (
    "索引号：11310000002424034N/2025-00001",
    "AC2301000-2023-015",
    "沪水务〔2023〕15号",
    "建水发〔2023〕15号，沪府规〔2021〕1号",
    "2023年1月15日至2024年12月31日",
    "2023-01-15 2024-12-31 08:30:00",
    "20230115 20231231 20240115",
    "投资13800000000元，其中 13,812,345,678.90 元",
    "¥13812345678",
    "供水量 13812345678.25 立方米",
    "库容15812345678万立方米",
    "预算 1 234 567 890 元",
    "统一社会信用代码 91310000MA1FL0001X",
    "组织机构代码 00242403-4",
    "供水热线 962740，政务热线12345，投诉 4008123456",
    "邮编 200003",
    "ISBN 978-7-5092-1234-5",
    "GB 5749-2022 生活饮用水卫生标准",
    "DN1200 管道 3.5 公里",
    "SHA-256 6f1ed002ab5595859014ebf0951522d9",
    "3107682e-0d3b-4f1e-9a5c-13812345678a",
    "No. 202301150000012345678",
    "4444 4444 4444 4444",
)


@pytest.mark.parametrize("text", ORDINARY)
def test_is_left_alone(text: str) -> None:
    assert kinds(text) == []


@given(*[st.lists(st.sampled_from((*ORDINARY, "供水", "", "@", "+(")))] * 2, st.sampled_from(FOUND))
def test_is_found_among_whatever_else_a_text_says(
    before: list[str], after: list[str], found: tuple[str, str]
) -> None:
    text, kind = found
    assert kinds("。\n".join([*before, text, *after])) == [kind]


@pytest.mark.parametrize("spelling", ["021-63212345", "(021) 6321 2345", "+86 021 63212345"])
def test_what_the_agency_publishes_itself_is_allowed(spelling: str) -> None:
    assert kinds(f"电话 {spelling}") == ["landline"]
    assert find_sensitive(f"电话 {spelling}", allowed=["021 6321-2345"]) == []
    assert find_sensitive("Info@Example.cn", allowed=["info@example.cn"]) == []


def test_masks_keep_what_finds_it_again() -> None:
    assert mask("31010119900101123X") == "310***********123X"
    assert mask("138-1234-5678") == "138****5678"
    assert mask("zhang@example.com") == "z***@example.com"
    assert mask_sensitive("张三 13812345678。") == "张三 138****5678。"


def test_full_width_forms_are_what_they_stand_for() -> None:
    assert unicodedata.normalize("NFKC", "1X".translate(FULL_WIDTH)) == "1X"


def test_whatever_reads_like_a_digit_or_a_sign_is_looked_at():
    for character in map(chr, range(0x110000)):
        folded = unicodedata.normalize("NFKC", character)
        if len(folded) == 1 and (folded.isdecimal() or folded == "@"):
            number = folded == "@" or unicodedata.digit(folded)
            text = f"a{character}b.cn" if number is True else f"电话 2{character}234567"
            assert find_sensitive(text), hex(ord(character))
