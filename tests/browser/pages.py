"""Every kind of page that the public can be shown, and how one gets there."""

from collections.abc import Callable, Iterator

from playwright.sync_api import Page

from tests.browser.conftest import Receipt
from tests.browser.filling import ENGLISH, fill
from tests.demo import Demo

Visit = Callable[[Page], object]
CALCULATED = "limit=cn-ogi-2019:answer&start=2026-11-23"
WORDS = {"zh-hans": "供水", "en": "water"}


def visits(demo: Demo, language: str, answered: Receipt) -> Iterator[tuple[str, Visit]]:
    """A name for each page, and what opens it."""
    start = f"/{language}/"
    addresses = {
        "home": start,
        "catalog": f"{start}catalog/",
        "category of the first level": f"{start}catalog/02/",
        "category with entries": f"{start}catalog/02/0203/020301/",
        "empty category": f"{start}catalog/01/0101/010101/",
        "entry": address_of_entry(demo, language, "proactive"),
        "entry open on request": address_of_entry(demo, language, "on_request"),
        "search with results": f"{start}search/?q={WORDS[language]}",
        "search without results": f"{start}search/?q=%E9%BE%98%E9%BE%98",
        "search for nothing": f"{start}search/?q=%20",
        "search for a quotation mark": f"{start}search/?q=%22",
        "request": f"{start}request/",
        "status": f"{start}status/",
        "deadline calculator": f"{start}deadlines/",
        "calculated deadline": f"{start}deadlines/?{CALCULATED}",
        "deadline that can't be calculated": f"{start}deadlines/?{CALCULATED}&pauses=x",
        "address without a page": f"{start}there-is-nothing-here/",
    }
    for name, address in addresses.items():
        yield name, lambda page, address=address: page.goto(address)
    yield "request with errors", lambda page: send(page, language, "request", {})
    yield "receipt", lambda page: send(page, language, "request", ENGLISH)
    unknown = {"number": "R2026-999999-X", "secret": "?"}
    yield "status not found", lambda page: send(page, language, "status", unknown)
    known = {"number": answered.number, "secret": answered.secret}
    yield "status with answer", lambda page: send(page, language, "status", known)


def send(page: Page, language: str, name: str, answers: dict[str, str]) -> None:
    page.goto(f"/{language}/{name}/")
    fill(page, answers)
    page.locator("main form button[type=submit]").click()


def address_of_entry(demo: Demo, language: str, disclosure_class: str) -> str:
    """The first entry of that class."""
    url_path = demo.rows(
        "SELECT url_path FROM wagtailcore_page page "
        "JOIN wagtail_disclosure_catalog_entrypage ON page_ptr_id = page.id "
        "JOIN wagtailcore_locale locale ON locale.id = locale_id "
        "WHERE language_code = ? AND disclosure_class = ? AND live ORDER BY path",
        language,
        disclosure_class,
    )[0][0]
    return public_address(url_path, language)


def public_address(url_path: str, language: str) -> str:
    """The address of a page, from the path that Wagtail keeps of it."""
    return f"/{language}/{url_path.strip('/').split('/', 1)[1]}/"
