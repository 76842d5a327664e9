"""The words of a file, as far as whoever opens it sees them.

The readers are those of the review's hints, with their limits of time and size. What a reader of
the page does not see is left out: comments, deleted and hidden text, properties, embedded files,
and pages where a dark box lies over text.
"""

from typing import BinaryIO

from wagtail_disclosure.catalog.models import FileText
from wagtail_disclosure.core.models import StoredFile
from wagtail_disclosure.review.hints.findings import Look, NotLookedInto, Place
from wagtail_disclosure.review.hints.looking import look_into

MOST_CHARACTERS = 200_000
# The kinds of place where text stands for all to see.
TEXT_PLACES = frozenset({"line", "paragraph", "cell", "page"})
CLOSED = frozenset({"hidden_sheet", "text_under_box", "open_redaction"})
TAKEN_OUT = frozenset({"tracked_change", "hidden_text"})

Outcome = FileText.Outcome
# What the readers report of a file as a whole.
PROBLEMS = {
    "encrypted": Outcome.ENCRYPTED,
    "unreadable": Outcome.UNREADABLE,
    "unknown_form": Outcome.UNREADABLE,
}


class Reading(Look):
    """A look that keeps the text instead of what is worth a second look in it."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: dict[Place, list[str]] = {}
        self.closed: set[Place] = set()
        self.remark: tuple[Place, str] | None = None
        self.room = MOST_CHARACTERS

    def add(self, kind: str, place: Place, excerpt: str = "") -> None:
        """Note what is not to be kept: a place, a piece of one, or the text that comes next."""
        if kind in CLOSED:
            self.closed.add(place)
            self.texts.pop(place, None)
        elif kind in TAKEN_OUT:
            kept = self.texts.get(place, [])
            self.texts[place] = [text.replace(excerpt, " ") for text in kept]
        else:
            self.remark = place, excerpt

    def read_text(self, text: str, place: Place) -> None:
        """Keep ``text``; raises NotLookedInto where there is enough of it, or no time left."""
        self.check_time()
        is_remark, self.remark = self.remark == (place, text), None
        if is_remark or not text.strip() or not self._is_seen(place):
            return
        kept = self.texts.setdefault(place, [])
        kept.append(text[: self.room])
        self.room -= len(text)
        if self.room <= 0:
            raise NotLookedInto("too_big")

    def _is_seen(self, place: Place) -> bool:
        kinds = [kind for kind, _name in place]
        if not kinds or kinds[-1] not in TEXT_PLACES or "member" in kinds:
            return False
        return not any(place[: len(closed)] == closed for closed in self.closed)

    @property
    def text(self) -> str:
        """All that was kept, without what a database can't store."""
        lines = (text for texts in self.texts.values() for text in texts)
        clean = "\n".join(lines).replace("\0", " ").encode("utf-8", "replace").decode()
        return clean.strip()


def read_text(stored: StoredFile) -> tuple[FileText.Outcome, str]:
    """How reading the file went, and its text; never raises because of what is in the file."""
    try:
        with stored.file.open("rb") as stream:
            return read_stream(stream, stored.name)
    except Exception:  # Every storage has errors of its own, and all mean the same here.
        return Outcome.MISSING, ""


def read_stream(stream: BinaryIO, name: str) -> tuple[FileText.Outcome, str]:
    """:func:`read_text` of an open file with this name."""
    reading = Reading()
    findings = look_into(stream, name, reading)
    text = reading.text
    problems = [finding.kind for finding in findings if not finding.place]
    if text:
        return (Outcome.CUT if problems else Outcome.READ), text
    known = (PROBLEMS.get(kind, Outcome.UNREADABLE) for kind in problems)
    return next(known, Outcome.EMPTY), ""
