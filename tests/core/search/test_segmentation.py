import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_disclosure.core.search.segmentation import (
    LONGEST_QUERY,
    index_terms,
    normalize,
    parse_query,
    segment,
)

CHINESE = st.text(
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)
    | st.characters(min_codepoint=0x20000, max_codepoint=0x2A6DF)
    | st.sampled_from("供水管理条例"),
    min_size=1,
    max_size=12,
)
MIXED = st.lists(CHINESE | st.text(max_size=8), max_size=8).map("".join)


def phrases(query):
    return [part.phrase for part in parse_query(query)]


def terms(query):
    return [part.terms for part in parse_query(query)]


def occurs_in(phrase, sequence):
    starts = range(len(sequence) - len(phrase) + 1)
    return any(sequence[start : start + len(phrase)] == phrase for start in starts)


def test_a_run_is_indexed_by_its_characters_and_their_pairs_in_order():
    assert index_terms("供水管理") == ["供", "供水", "水", "水管", "管", "管理", "理"]


def test_a_single_character_is_indexed_by_itself():
    assert index_terms("水") == ["水"]


def test_words_and_numbers_stay_whole_beside_chinese():
    assert segment("沪水务〔2025〕58号 Water Act") == "沪 沪水 水 水务 务 2025 58 号 water act"


def test_full_width_and_half_width_characters_are_the_same():
    assert segment("ＡＢＣ１２３　ｶﾀｶﾅ") == segment("abc123 カタカナ")


def test_rare_and_compatibility_characters_are_chinese():
    assert index_terms("\U00020000\U00020001") == [
        "\U00020000",
        "\U00020000\U00020001",
        "\U00020001",
    ]
    assert segment("\uf900") == "豈"  # a compatibility form of U+8C48


def test_japanese_and_korean_text_is_cut_the_same_way():
    assert index_terms("みず") == ["み", "みず", "ず"]
    assert index_terms("정보") == ["정", "정보", "보"]


def test_words_compare_without_case_in_every_alphabet():
    assert segment("WASSERSTRASSE ΝΕΡΌ") == segment("Wasserstraße νερό")


def test_punctuation_symbols_and_control_characters_are_no_terms():
    assert index_terms("\x00\x07\u200b“”《》*()'\":-_!?\ud800") == []


def test_a_word_of_two_characters_is_searched_by_its_pair_alone():
    assert phrases("供水") == [["供水"]]
    assert terms("供水") == [["供水"]]


def test_a_longer_run_is_searched_as_it_was_typed():
    assert phrases("供水管理") == [["供水", "水", "水管", "管", "管理"]]
    assert terms("供水管理") == [["供水", "水管", "管理"]]


def test_a_document_number_is_one_part_whatever_its_brackets():
    assert phrases("沪水务〔2025〕58号") == phrases("沪水务[2025]58号")
    assert phrases("沪水务〔2025〕58号") == [["沪水", "水", "水务", "务", "2025", "58", "号"]]
    assert terms("沪水务〔2025〕58号") == [["沪水", "水务", "2025", "58", "号"]]


@pytest.mark.parametrize("separator", [" ", "\u3000", "，", "、", ",", "；", "。", "！", "？"])
def test_spaces_commas_and_sentence_marks_divide_a_query(separator):
    assert phrases(f"供水{separator}排水") == [["供水"], ["排水"]]


@pytest.mark.parametrize("query", ["", " \t\n\u3000", '"', "'*():-", "〔〕", "\x00", "\ud800"])
def test_a_query_without_letter_or_digit_has_no_parts(query):
    assert parse_query(query) == []


def test_operators_are_words_like_any_other():
    assert phrases("NEAR(供水 OR -管理*)") == [
        ["near", "供", "供水"],
        ["or"],
        ["管理"],
    ]


def test_only_a_last_word_may_be_continued():
    assert parse_query("供水 wat")[-1].ends_in_word
    assert not parse_query("wat 供水")[-1].ends_in_word
    assert not parse_query("水")[-1].ends_in_word


def test_a_long_query_is_searched_by_its_beginning():
    """Case 67."""
    [part] = parse_query("水" * 10_000)
    assert len(part.terms) == LONGEST_QUERY - 1


def test_a_long_query_is_not_cut_within_a_word():
    parts = parse_query("water " * 50)
    assert {part.tokens for part in parts} == {("water",)}
    assert parse_query("w" * 10_000) == []


@given(MIXED, CHINESE, MIXED)
def test_every_chinese_part_of_a_text_is_found(before, part, after):
    text = normalize(before + part + after)
    query = normalize(part)
    sequence = index_terms(text)
    for found in parse_query(query):
        assert set(found.terms) <= set(sequence)
        assert occurs_in(found.phrase, sequence)


@given(MIXED)
def test_every_short_text_is_found_by_itself(text):
    sequence = index_terms(text)
    if len(normalize(text)) <= LONGEST_QUERY:
        for found in parse_query(text):
            assert set(found.terms) <= set(sequence)
            assert occurs_in(found.phrase, sequence)


@given(CHINESE, CHINESE)
def test_a_phrase_is_found_in_no_run_that_does_not_contain_it(query, text):
    query, text = normalize(query), normalize(text)
    assert occurs_in(parse_query(query)[0].phrase, index_terms(text)) == (query in text)


@given(st.text(max_size=400))
def test_any_query_can_be_parsed_and_its_terms_are_never_empty(query):
    for part in parse_query(query):
        assert all(part.phrase)
        assert all(part.terms)
