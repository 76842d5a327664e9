"""Who applied is found in a text however it is typed, and ordinary words are no one's name."""

import unicodedata

import pytest

from wagtail_disclosure.cases.letters.merge_fields import named_in

VALUES = {
    "applicant_name": "José Muñoz",
    "name": "欧阳三",
    "id_document": "Passport: E12345678",
    "phone": "138 1234 5678",
    "contact": "张三",
    "reader": "Li Ming",
}


@pytest.mark.parametrize(
    "written",
    [
        "José Muñoz",
        unicodedata.normalize("NFD", "José Muñoz"),
        "ＪＯＳÉ　ＭＵÑＯＺ",
        "José \n Muñoz".replace("\n", " "),
        "Jo\u200bsé Mu\u00adñoz",
        "jose\u0301_mun\u0303oz",
        "the-levels-for-li-ming",
        "Li_Ming.pdf",
        "欧 阳 三",
        "欧阳·三",
        "张　三",
        "张\u200b三",
        "E 1234 5678",
        "Ｅ１２３４５６７８",
        "E一二三四五六七八",
        "E壹贰叁肆伍陆柒捌",
        "E١٢٣٤٥٦٧٨",
        "13812345678",
        "(138) 1234-5678",
        "一三八 一二三四 五六七八",
    ],
)
def test_case_59_nobody_is_named_by_another_way_of_typing(written):
    assert named_in(f"As {written} asked", VALUES)


@pytest.mark.parametrize(
    "written",
    [
        "我们主张，三年内公布。",
        "一、主张\n三、结论",
        "On 2026-11-30, 1 381 people; 2345 and 678 more.",
        "二〇二六年十一月三十日，第三批共五千六百七十八件。",
        "José asked the municipality",
        "The names Li and Ming; climbing",
    ],
)
def test_words_and_numbers_of_others_are_let_through(written):
    assert named_in(written, VALUES) is None


def test_without_values_nobody_is_named():
    assert named_in("Anything", {"applicant_name": "", "phone": " "}) is None
