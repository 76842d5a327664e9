"""Everything that an anonymous visitor of the served demonstration can be led to."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from http import HTTPStatus
from urllib.parse import urldefrag, urljoin, urlsplit
from xml.etree import ElementTree

from tests.demo import Demo

LINKS = {"a": "href", "link": "href", "form": "action", "img": "src", "script": "src"}


@dataclass(frozen=True)
class Sent:
    """What was sent for an address, and which page led there."""

    status: int
    content: bytes
    led_from: str = ""

    @cached_property
    def text(self) -> str:
        return self.content.decode("utf-8", errors="replace")


class LinkParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        address = dict(attrs).get(LINKS.get(tag, ""))
        if address:
            self.links.append(address)


def crawl(demo: Demo, beginnings: Iterable[str]) -> dict[str, Sent]:
    """Follow every link from ``beginnings``; what was sent, by address."""
    waiting = deque((address, "the beginning") for address in beginnings)
    seen: dict[str, Sent] = {}
    while waiting:
        address, led_from = waiting.popleft()
        if address in seen:
            continue
        status, content = demo.get(address)
        seen[address] = Sent(status, content, led_from)
        waiting.extend((link, address) for link in links_of(address, seen[address]))
    return seen


def links_of(address: str, sent: Sent) -> Iterator[str]:
    """The addresses on this site that a page links to, without fragments."""
    if sent.status != HTTPStatus.OK or not sent.content.lstrip().startswith(b"<!DOCTYPE html>"):
        return
    parser = LinkParser()
    parser.feed(sent.text)
    for link in parser.links:
        parts = urlsplit(urljoin(address, urldefrag(link).url))
        if not (parts.netloc or parts.scheme):
            yield parts.path + (f"?{parts.query}" if parts.query else "")


def paths_in_sitemap(content: bytes, *, of: Demo) -> list[str]:
    """The paths of what it lists, all of which has to be where the site is served."""
    root = ElementTree.fromstring(content)  # noqa: S314  our own answer
    addresses = [element.text or "" for element in root.iter() if _is_location(element)]
    elsewhere = [address for address in addresses if not address.startswith(of.url)]
    assert elsewhere == []
    return [address.removeprefix(of.url) for address in addresses]


def _is_location(element: ElementTree.Element) -> bool:
    return element.tag.endswith("}loc")
