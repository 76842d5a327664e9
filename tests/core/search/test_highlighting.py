"""Hits are marked where the index finds them, and shown with what stands around them."""

import pytest

from wagtail_disclosure.core.search.highlighting import BEFORE, excerpt, pieces


def marked(found) -> str:
    return "".join(f"[{piece.text}]" if piece.is_hit else piece.text for piece in found)


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("上海市供水管理条例", "供水 条例", "上海市[供水]管理[条例]"),
        ("Water supply and WATER", "water", "[Water] supply and [WATER]"),
        ("沪水务〔２０２５〕58号", "沪水务〔2025〕", "[沪水务]〔[２０２５]〕58号"),
        ("供水管理与管理条例", "供水管理条例", "[供水管理]与[管理条例]"),
        ("Rohrbruch", "rohrbau", "Rohrbruch"),
        ("Straße", "strasse", "[Straße]"),
        ("供水", "", "供水"),
        ("供水", '"', "供水"),
    ],
)
def test_hits_are_marked(text, query, expected):
    assert marked(pieces(text, query)) == expected


def test_an_excerpt_has_the_first_hit_and_what_is_around_it():
    text = "前" * 100 + "供水" + "后" * 200

    shown = marked(excerpt(text, "供水"))

    assert shown.startswith("…" + "前" * BEFORE + "[供水]后")
    assert shown.endswith("后…")
    assert len(shown) < 180


def test_an_excerpt_divides_no_word():
    text = "The entry is listed under “Documents of this agency”; responsible: Water Division."
    shown = marked(excerpt(text, "water", length=52))
    assert shown == "…Documents of this agency”; responsible: [Water] …"
    assert marked(excerpt("x" * 300 + "供水" + "y" * 300, "供水")) == "…[供水]…"


def test_an_excerpt_of_a_short_text_is_all_of_it():
    assert marked(excerpt("上海供水", "供水")) == "上海[供水]"


def test_without_a_hit_there_is_no_excerpt():
    assert excerpt("上海供水", "排水") == []
