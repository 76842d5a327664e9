"""Word-processor documents: what a reader of the page doesn't see, and what is in the text."""

import re
from collections.abc import Collection, Iterator
from typing import Any

from wagtail_disclosure.review.hints.documents import (
    Package,
    look_at_comments,
    look_into_common_parts,
)
from wagtail_disclosure.review.hints.findings import Look, Place
from wagtail_disclosure.review.hints.markup import attribute, is_on, local, text_of

BODY = re.compile(r"word/document\d*\.xml")
BESIDE = re.compile(r"word/(header|footer|footnotes|endnotes)\d*\.xml")
DATA = re.compile(r"customXml/item\d+\.xml")
TRACKED = frozenset({"ins", "del", "moveFrom", "moveTo"})
TEXT = ("t", "delText", "instrText")


def is_letter(package: Package) -> bool:
    return any(BODY.fullmatch(name) for name in package.names)


def look_into_letter(package: Package, place: Place, look: Look) -> None:
    """A document as word processors write it."""
    hidden = {
        attribute(style, "styleId")
        for style in package.elements("word/styles.xml", "style")
        if _is_hidden(style, ())
    }
    for part in package.below("word/"):
        if BODY.fullmatch(part):
            _look_at_paragraphs(package, part, place, look, hidden)
        elif match := BESIDE.fullmatch(part):
            _look_at_paragraphs(package, part, (*place, (match[1], "")), look, hidden)
    look_at_comments(package, "word/comments.xml", "comment", place, look)
    for part in package.below("customXml/"):
        if DATA.fullmatch(part):
            look.read_text("\n".join(package.texts(part)), (*place, ("data", "")))
    look_into_common_parts(package, place, look)


def _look_at_paragraphs(
    package: Package, part: str, place: Place, look: Look, hidden: Collection[str]
) -> None:
    for number, paragraph in enumerate(package.elements(part, "p"), start=1):
        where = (*place, ("paragraph", str(number)))
        look.read_text(text_of(paragraph, TEXT), where)
        for kind, text in _unseen(paragraph, hidden):
            if text.strip():
                look.add(kind, where, text)


def _unseen(paragraph: Any, hidden: Collection[str]) -> Iterator[tuple[str, str]]:
    """Changes that were never accepted and text that is not shown."""
    for element in paragraph.iter():
        name = local(element.tag)
        if name in TRACKED:
            yield "tracked_change", text_of(element, TEXT)
        elif name == "pStyle" and attribute(element, "val") in hidden:
            yield "hidden_text", text_of(paragraph, TEXT)
        elif name == "r" and _is_hidden(element, hidden):
            yield "hidden_text", text_of(element, TEXT)


def _is_hidden(element: Any, hidden: Collection[str]) -> bool:
    """Whether a run, or a style, is one that is not shown."""
    return any(
        (local(inner.tag) == "vanish" and is_on(inner))
        or (local(inner.tag) == "rStyle" and attribute(inner, "val") in hidden)
        for inner in element.iter()
    )
