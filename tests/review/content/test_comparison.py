"""What changed in a text is marked closely enough to be seen at a glance, and nothing is lost."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_disclosure.review.content.comparison import Change, Piece, compare

texts = st.text(st.sampled_from("ab cd\n。，水务局12"), max_size=60)
long_texts = st.lists(texts, max_size=6).map("\n".join)


def marked(old: str, new: str) -> str:
    """The comparison on one line, ``[-gone-]`` and ``[+new+]``."""
    forms = {
        Change.SAME: "{}",
        Change.FOLDED: "[…]",
        Change.REMOVED: "[-{}-]",
        Change.ADDED: "[+{}+]",
    }
    return "".join(forms[piece.change].format(piece.shown) for piece in compare(old, new))


@given(long_texts, long_texts)
def test_pieces_put_together_are_both_texts(old: str, new: str) -> None:
    pieces = compare(old, new)
    assert "".join(p.text for p in pieces if p.change is not Change.ADDED) == old
    assert "".join(p.text for p in pieces if p.change is not Change.REMOVED) == new


@given(long_texts)
def test_equal_texts_have_no_changes(text: str) -> None:
    assert {p.change for p in compare(text, text)} <= {Change.SAME, Change.FOLDED}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Draft notice", "Second notice", "[-Draft-][+Second+] notice"),
        ("供水水质公告", "排水水质公告", "[-供-][+排+]水水质公告"),
        (
            "2023年水质。第二句不变。",
            "2024年水质。第二句不变。",
            "[-2023-][+2024+]年水质。第二句不变。",
        ),
        ("", "All new", "[+All new+]"),
        ("All gone", "", "[-All gone-]"),
        ("one two", "one  two", "one[-␣-][+␣␣+]two"),
        ("One\nTwo", "One\nMore\nTwo", "One\n[+More↵\n+]Two"),
        ("the cat sat", "a dog ran", "[-the cat sat-][+a dog ran+]"),
    ],
)
def test_marks_what_changed(old: str, new: str, expected: str) -> None:
    assert marked(old, new) == expected


def test_folds_long_unchanged_stretches() -> None:
    before, after = "水" * 300 + "。", "。" + "务" * 300
    pieces = compare(f"{before}供{after}", f"{before}排{after}")
    folded = [piece for piece in pieces if piece.change is Change.FOLDED]
    assert [piece.length for piece in folded] == [261, 261]
    assert pieces[1:3] != folded
    assert marked(f"{before}供{after}", f"{before}排{after}").count("水") == 39


@pytest.mark.parametrize("text", ["水质公告供水" * 20_000, "word " * 40_000, "句子。" * 40_000])
def test_long_texts_take_no_long_time(text: str) -> None:
    started = time.monotonic()
    compare(text, text[::-1])
    assert time.monotonic() - started < 5


def test_a_piece_tells_its_length() -> None:
    assert Piece(Change.FOLDED, "水务局").length == 3
