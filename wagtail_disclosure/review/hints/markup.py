"""XML read a piece at a time, with nothing in it expanded."""

from collections.abc import Collection, Iterator
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse


def elements(stream: Any, names: Collection[str]) -> Iterator[Element]:
    """Complete elements with one of these local names, outermost first come, then forgotten.

    Document type declarations are refused: they are where entities that grow come from.
    """
    open_elements: list[Element] = []
    depth_of_wanted = 0
    for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
        is_wanted = local(element.tag) in names
        if event == "start":
            open_elements.append(element)
            depth_of_wanted += is_wanted
            continue
        open_elements.pop()
        depth_of_wanted -= is_wanted
        if is_wanted:
            yield element
        if not depth_of_wanted and open_elements:
            open_elements[-1].remove(element)


def texts(stream: Any) -> Iterator[str]:
    """Every piece of text between tags, in order."""
    for _event, element in iterparse(stream, forbid_dtd=True):
        for text in (element.text, element.tail):
            if text and text.strip():
                yield text.strip()
        element.clear()


def local(tag: Any) -> str:
    """An element's or attribute's name without its namespace."""
    return str(tag).rpartition("}")[2]


def attribute(element: Element, name: str) -> str:
    """The value of the attribute with this local name, whatever its namespace; else empty."""
    return next((value for key, value in element.items() if local(key) == name), "")


def is_on(element: Element, name: str = "val") -> bool:
    """Office writes a yes as an element or attribute, and a no as one that says so."""
    return attribute(element, name).lower() not in {"0", "false", "off"}


def text_of(element: Element, names: Collection[str] = ("t",)) -> str:
    """The text of all elements within that have one of these names."""
    return "".join(part.text or "" for part in element.iter() if local(part.tag) in names)
