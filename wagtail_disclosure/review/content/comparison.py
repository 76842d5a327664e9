"""What changed in a text: word by word, and character by character in Chinese.

Sentences are compared first, so that long texts cost little and keep their order; only what is
within changed sentences is compared closely.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

SENTENCE = re.compile(r"[^\n。！？；]*[\n。！？；]|[^\n。！？；]+")
# A word of a script with spaces, a run of blanks, or one character of any other kind.
WORD = re.compile(r"[^\W_\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]+|[^\S\n]+|.", re.DOTALL)
# Above this, comparing every word with every other takes seconds.
MOST_WORDS = 1500
MOST_SENTENCES = 5000
# Between two changes, less than this in common is an accident and tears them apart.
LEAST_IN_COMMON = 3
FOLD_FROM = 160
KEPT_BESIDE_FOLD = 40


class Change(StrEnum):
    SAME = "same"
    FOLDED = "folded"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Piece:
    """A stretch of text that stayed, went or came; of a folded one only its length is shown."""

    change: Change
    text: str

    @property
    def length(self) -> int:
        return len(self.text)

    @property
    def shown(self) -> str:
        """The text, with line ends and blanks to be seen where they are all that changed."""
        if self.change is Change.SAME:
            return self.text
        text = self.text.replace("\n", "↵\n")
        return text.replace(" ", "␣") if not self.text.strip() else text


def compare(old: str, new: str) -> list[Piece]:
    """``old`` and ``new`` as one text of pieces, long unchanged stretches folded."""
    pieces = _gathered(_without_accidents(_gathered(_by_sentence(old, new))))
    return list(_folded(pieces))


def _by_sentence(old: str, new: str) -> Iterator[Piece]:
    before, after = SENTENCE.findall(old), SENTENCE.findall(new)
    if max(len(before), len(after)) > MOST_SENTENCES:
        yield from _replaced(old, new)
        return
    for tag, was, now in _steps(before, after):
        if tag == "equal":
            yield Piece(Change.SAME, was)
        else:
            yield from _by_word(was, now)


def _by_word(old: str, new: str) -> Iterator[Piece]:
    before, after = WORD.findall(old), WORD.findall(new)
    if not old or not new or max(len(before), len(after)) > MOST_WORDS:
        yield from _replaced(old, new)
        return
    for tag, was, now in _steps(before, after):
        if tag == "equal":
            yield Piece(Change.SAME, was)
        else:
            yield from _replaced(was, now)


def _steps(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        yield tag, "".join(before[start:end]), "".join(after[new_start:new_end])


def _replaced(old: str, new: str) -> Iterator[Piece]:
    if old:
        yield Piece(Change.REMOVED, old)
    if new:
        yield Piece(Change.ADDED, new)


def _without_accidents(pieces: list[Piece]) -> Iterator[Piece]:
    """Two texts that have little in common share a letter here and there."""
    for place, piece in enumerate(pieces):
        is_between = 0 < place < len(pieces) - 1
        is_short = len(piece.text.strip()) < LEAST_IN_COMMON and "\n" not in piece.text
        if piece.change is Change.SAME and is_between and is_short:
            yield from _replaced(piece.text, piece.text)
        else:
            yield piece


def _gathered(pieces: Iterable[Piece]) -> list[Piece]:
    """Neighbours of one kind as one piece; what went comes before what came."""
    gathered: list[Piece] = []
    removed, added = "", ""
    for piece in [*pieces, Piece(Change.SAME, "")]:
        if piece.change is Change.REMOVED:
            removed += piece.text
        elif piece.change is Change.ADDED:
            added += piece.text
        elif removed or added:
            gathered += [*_replaced(removed, added), piece]
            removed, added = "", ""
        elif gathered and gathered[-1].change is Change.SAME:
            gathered[-1] = Piece(Change.SAME, gathered[-1].text + piece.text)
        else:
            gathered.append(piece)
    return [piece for piece in gathered if piece.text]


def _folded(pieces: list[Piece]) -> Iterator[Piece]:
    for place, piece in enumerate(pieces):
        if piece.change is not Change.SAME or len(piece.text) < FOLD_FROM:
            yield piece
            continue
        head = KEPT_BESIDE_FOLD if place else 0
        tail = KEPT_BESIDE_FOLD if place < len(pieces) - 1 else 0
        end = len(piece.text) - tail
        kept = (
            Piece(Change.SAME, piece.text[:head]),
            Piece(Change.FOLDED, piece.text[head:end]),
            Piece(Change.SAME, piece.text[end:]),
        )
        yield from (part for part in kept if part.text)
