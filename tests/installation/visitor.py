"""A citizen with a browser that has no JavaScript."""

import urllib.parse
import urllib.request
from dataclasses import dataclass
from functools import cached_property
from http.cookiejar import CookieJar

from bs4 import BeautifulSoup, Tag

Fields = list[tuple[str, str]]


@dataclass(frozen=True)
class Answer:
    """A page as it came; ``address`` is where it is after redirections."""

    status: int
    address: str
    source: str

    @cached_property
    def page(self) -> BeautifulSoup:
        return BeautifulSoup(self.source, "html.parser")

    @property
    def text(self) -> str:
        """What somebody reads, with single spaces."""
        return " ".join(self.page.get_text(" ").split())

    def form(self) -> Tag:
        """The form in the middle of the page, which is sent by POST."""
        return self.page.select_one("main form[method=post]")

    def said(self, place: str) -> str:
        """The text of the one element with that id."""
        return self.page.select_one(f"#{place}").get_text(strip=True)


class Visitor:
    """Walks through a site at ``base`` like anybody, keeping the cookies that it is given."""

    def __init__(self, base: str):
        self.base = base
        cookies = urllib.request.HTTPCookieProcessor(CookieJar())
        # Without proxies: the site is on this machine.
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), cookies)

    def get(self, path: str, **query: str) -> Answer:
        words = f"?{urllib.parse.urlencode(query)}" if query else ""
        return self._open(urllib.parse.urljoin(self.base, path) + words)

    def send(self, answer: Answer, fields: Fields) -> Answer:
        """Send the form on the page that ``answer`` is."""
        address = urllib.parse.urljoin(answer.address, answer.form().get("action", ""))
        return self._open(address, urllib.parse.urlencode(fields).encode())

    def _open(self, address: str, data: bytes | None = None) -> Answer:
        with self.opener.open(address, data, timeout=60) as response:
            return Answer(response.status, response.geturl(), response.read().decode())


def filled_in(form: Tag, answers: dict[str, str]) -> Fields:
    """What a browser would send: the given answers, and the first choice of every group."""
    fields: Fields = []
    for control in form.select("input[name], textarea[name], select[name]"):
        name, kind = control["name"], control.get("type", "text")
        if kind == "radio":
            if name not in dict(fields):
                fields.append((name, control["value"]))
        elif kind == "checkbox":
            fields.append((name, control.get("value", "on")))
        else:
            fields.append((name, answers.get(name, control.get("value", ""))))
    return fields
