"""The links in the texts of a page, as they are stored."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

SCHEMES = ("http://", "https://")
# Digits that every database takes for a number.
LONGEST_KEY = 18


@dataclass(frozen=True)
class Links:
    """Keys of pages of this site with the words that link to them, and addresses of others."""

    pages: dict[int, str]
    addresses: frozenset[str]


def links_in(page: Page) -> Links:
    """What the texts of a page lead to, but for places within it and mail addresses."""
    found = _Found()
    for field in page._meta.concrete_fields:
        if isinstance(field, StreamField | RichTextField):
            value = field.value_from_object(page)
            stored = value.get_prep_value() if isinstance(field, StreamField) else value
            for text in _texts(stored):
                found.read(text)
    return Links(found.pages, frozenset(found.addresses))


def _texts(stored: Any) -> Iterator[str]:
    if isinstance(stored, str):
        yield stored
    elif isinstance(stored, dict):
        for value in stored.values():
            yield from _texts(value)
    elif isinstance(stored, list):
        for value in stored:
            yield from _texts(value)


class _Found(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.pages: dict[int, str] = {}
        self.addresses: set[str] = set()
        self.page: int | None = None

    def read(self, text: str) -> None:
        """A rich text, or an address that is a value of its own."""
        if "<a" in text.lower():
            self.reset()
            self.page = None
            # Of a text that breaks off within a declaration, what was read before counts.
            with suppress(AssertionError):
                self.feed(text)
                self.close()
        else:
            self._keep(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "a":
            return
        values = {name: value or "" for name, value in attrs}
        key = values.get("id", "")
        if values.get("linktype") == "page" and key.isdecimal() and len(key) <= LONGEST_KEY:
            self.page = int(key)
            self.pages.setdefault(self.page, "")
        else:
            self._keep(values.get("href", ""))

    def handle_data(self, data: str) -> None:
        if self.page is not None:
            self.pages[self.page] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.page = None

    def _keep(self, address: str) -> None:
        address = address.strip()
        if address.lower().startswith(SCHEMES) and not any(map(str.isspace, address)):
            self.addresses.add(address)
