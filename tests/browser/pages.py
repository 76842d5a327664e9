"""Every kind of page that the public can be shown, and how one gets there."""

from collections.abc import Callable, Iterator

from playwright.sync_api import Page

from tests.browser.conftest import Receipt, Tokens
from tests.browser.filling import ENGLISH, complete, fill, fill_to_the_end, go_on
from tests.demo import Demo

SAVE = "main button[value=save]"
Visit = Callable[[Page], object]
CALCULATED = "limit=cn-ogi-2019:answer&start=2026-11-23"
WORDS = {"zh-hans": "供水", "en": "water"}


def visits(
    demo: Demo, language: str, answered: Receipt, alert: Tokens
) -> Iterator[tuple[str, Visit]]:
    """A name for each page, and what opens it."""
    addresses = addresses_in(demo, language, alert)
    for name, address in addresses.items():
        yield name, lambda page, address=address: page.goto(address)
    on_request, asked = addresses["entry open on request"], addresses["alert"]
    confirm = addresses["alert to confirm"]
    yield "request for an entry", lambda page: (page.goto(on_request), ask_for(page))
    yield "alert with errors", lambda page: (page.goto(asked), submit(page))
    yield "alert that was asked for", lambda page: (page.goto(asked), leave_address(page))
    yield "confirmed alert", lambda page: (page.goto(confirm), submit(page))
    yield "request with errors", lambda page: (page.goto(addresses["request"]), go_on(page))
    yield "request to be checked", lambda page: write(page, language)
    yield "request that is saved", lambda page: (write(page, language), follow(page, SAVE))
    yield "receipt", lambda page: (page.goto(addresses["request"]), complete(page, ENGLISH))
    unsaved = {"code": "0000-0000-0000-0"}
    yield "no saved request", lambda page: send(page, language, "request-resume", unsaved)
    unknown = {"number": "R2026-999999-X", "secret": "?"}
    yield "status not found", lambda page: send(page, language, "status", unknown)
    known = {"number": answered.number, "secret": answered.secret}
    yield "status with answer", lambda page: send(page, language, "status", known)


def addresses_in(demo: Demo, language: str, alert: Tokens) -> dict[str, str]:
    """The address of each page that one needs no more for, by name."""
    start = f"/{language}/"
    return {
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
        "search with choices": f"{start}search/?q={WORDS[language]}&year=2024&year=2023&sort=title",
        "search with unknown choices": f"{start}search/?year=999&sort=oldest",
        "alert": f"{start}search/alert/?q={WORDS[language]}&year=2024",
        "alert to confirm": f"{start}search/alert/confirm/{alert.confirm}/",
        "alert that is gone": f"{start}search/alert/confirm/x/",
        "alert to end": f"{start}search/alert/stop/{alert.stop}/",
        "ended alert": f"{start}search/alert/stop/x/",
        "newly published": f"{start}new/",
        "open data": f"{start}open-data/",
        "what is withheld": f"{start}exemptions/",
        "what is withheld on an unknown ground": f"{start}exemptions/?ground=x",
        "guide": f"{start}guide/",
        "service guide": f"{start}guide/ask/",
        "questions": f"{start}faq/",
        "question": f"{start}faq/index-number/",
        "question that was answered": f"{start}faq/how-long/?helpful",
        "booklet": address_of_booklet(language),
        "rules": f"{start}rules/",
        "page without translation": address_of_untranslated(demo, language),
        "request": f"{start}request/",
        "request that is gone": f"{start}request/?draft=x",
        "saved request": f"{start}request-resume/",
        "form to print": address_of_blank_form(demo, language),
        "status": f"{start}status/",
        "where to ask": f"{start}windows/",
        "deadline calculator": f"{start}deadlines/",
        "calculated deadline": f"{start}deadlines/?{CALCULATED}",
        "deadline that can't be calculated": f"{start}deadlines/?{CALCULATED}&pauses=x",
        "address without a page": f"{start}there-is-nothing-here/",
    }


def send(page: Page, language: str, name: str, answers: dict[str, str]) -> None:
    page.goto(f"/{language}/{name}/")
    fill(page, answers)
    submit(page)


def write(page: Page, language: str) -> None:
    """Fill in the request form as far as the page that sends it."""
    page.goto(f"/{language}/request/")
    fill_to_the_end(page, ENGLISH)


def submit(page: Page) -> None:
    follow(page, "main form button[type=submit]")


def follow(page: Page, selector: str) -> None:
    """Click, and wait for the page that it leads to: a click returns while the old one is shown."""
    with page.expect_navigation():
        page.locator(selector).click()


def leave_address(page: Page) -> None:
    page.locator("[name=address]").fill("another@citizen.example")
    submit(page)


def ask_for(page: Page) -> None:
    follow(page, "main a[href*='?about=']")


def address_of_blank_form(demo: Demo, language: str) -> str:
    key = demo.value(
        "SELECT page.id FROM wagtailcore_page page "
        "JOIN wagtailcore_locale locale ON locale.id = locale_id "
        "WHERE slug = 'request' AND live AND language_code = ?",
        language,
    )
    return f"/{language}/request-form/{key}/"


def address_of_booklet(language: str) -> str:
    topic = {"zh-hans": "申请公开", "en": "asking-for-information"}[language]
    return f"/{language}/faq/booklet/{topic}/"


def address_of_untranslated(demo: Demo, language: str) -> str:
    """A question that there is in Chinese only; in Chinese, its own page."""
    if language == "zh-hans":
        return "/zh-hans/faq/kiosk/"
    key = demo.value("SELECT id FROM wagtailcore_page WHERE slug = 'kiosk' AND live")
    return f"/{language}/untranslated/{key}/"


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
