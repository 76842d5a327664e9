"""Where in a text the words of a query are: pure text, compared as the index compares it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wagtail_disclosure.core.search.segmentation import (
    SPACED_WORD,
    normalize,
    pairs_of,
    parse_query,
)

BEFORE = 40
ELLIPSIS = "…"


@dataclass(frozen=True)
class Piece:
    """A part of a text; ``is_hit`` says that the query has it."""

    text: str
    is_hit: bool = False


def pieces(text: str, query: str) -> list[Piece]:
    """The whole text in pieces, each a hit or what is between two."""
    return list(_cut(text, _spans(text, query), 0, len(text)))


def excerpt(text: str, query: str, *, length: int = 120) -> list[Piece]:
    """About ``length`` characters around the first hit, in pieces; none where there is no hit."""
    spans = _spans(text, query)
    if not spans:
        return []
    first, last = spans[0]
    start = max(0, first - BEFORE)
    stop = max(last, min(len(text), start + length))
    while start < first and _is_within_word(text, start):
        start += 1
    while stop > last and _is_within_word(text, stop):
        stop -= 1
    shown = list(_cut(text, [span for span in spans if span[1] <= stop], start, stop))
    before = [Piece(ELLIPSIS)] if start else []
    return [*before, *shown, *([Piece(ELLIPSIS)] if stop < len(text) else [])]


def _is_within_word(text: str, place: int) -> bool:
    """Whether a cut there would divide a word that has spaces around it."""
    around = text[place - 1 : place + 1] if place else ""
    return len(around) > 1 and SPACED_WORD.fullmatch(around) is not None


def _cut(text: str, spans: Iterable[tuple[int, int]], start: int, stop: int) -> Iterator[Piece]:
    for first, last in spans:
        if start < first:
            yield Piece(text[start:first])
        yield Piece(text[first:last], is_hit=True)
        start = last
    if start < stop:
        yield Piece(text[start:stop])


def _spans(text: str, query: str) -> list[tuple[int, int]]:
    """From where to where there are hits, in order and apart from one another."""
    folded, places = _folded(text)
    found: list[tuple[int, int]] = []
    for word in _words(query, folded):
        at = folded.find(word)
        while at >= 0:
            found.append((places[at], places[at + len(word) - 1] + 1))
            at = folded.find(word, at + len(word))
    return _merged(found)


def _words(query: str, folded: str) -> Iterator[str]:
    """The runs and words of the query; of a run that is nowhere as a whole, its pairs."""
    for part in parse_query(query):
        for token in part.tokens:
            yield from [token] if token in folded else pairs_of(token)


def _folded(text: str) -> tuple[str, list[int]]:
    """The text as it is compared, and for each of its characters the place in ``text``."""
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for folded in normalize(character):
            characters.append(folded)
            places.append(place)
    return "".join(characters), places


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged
