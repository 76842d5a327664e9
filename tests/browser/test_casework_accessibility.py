"""WCAG 2.2 AA where requests are worked on and followed, in every state and both languages."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.casework import INBOX, REGISTER
from tests.browser.conftest import NewContext, Receipt, SignIn, opened
from tests.browser.inspection import faults, too_wide, violations
from tests.browser.receipts import look_up
from tests.browser.test_accessibility import DESKTOP, PHONE
from tests.demo import Demo

pytestmark = pytest.mark.browser

# Each language on another screen: what they have in common is looked at on both.
SCREENS = {"zh-hans": (PHONE, "light"), "en": (DESKTOP, "dark")}
RETENTION = "/admin/disclosure/retentionrule/"
REPORTS = "/admin/disclosure/annual-reports/"
WAGTAILS_FORMS = {f"{RETENTION}new/"}
OFFICE_SCREENS = (
    RETENTION,
    *WAGTAILS_FORMS,
    f"{RETENTION}upcoming/",
    REPORTS,
    f"{REPORTS}1/",
    f"{REPORTS}1/print/",
    f"{INBOX}report/{date.today().year}/3/1/total/",
)
PEOPLE = {"zh-hans": "officer", "en": "reader"}
OFFICE = {"zh-hans": "office-head", "en": "reader"}
# What differs in what is shown and in which forms are offered.
WORKSPACES = (
    "submitted",
    "accepted",
    "awaiting_correction",
    "charged",
    "consulting",
    "extension_proposed",
    "answer_in_review",
    "partly_granted",
    "held",
    "destroyed",
)
LETTERS = ("extended", "awaiting_correction", "refused")
# Fields that leave the column which they stand in.
LEAVING = """() => [...document.querySelectorAll("main :is(input, select, textarea)")]
    .filter(field => field.offsetParent)
    .filter(field => field.getBoundingClientRect().right >
        (field.closest(".w-panel__content") ?? document.body).getBoundingClientRect().right + 1)
    .map(field => `${field.id} leaves its column`)
"""
UNFOLD = "document.querySelectorAll('main details').forEach(each => { each.open = true; })"


@pytest.fixture(scope="module")
def states(demo: Demo) -> dict[str, dict[str, dict[str, Any]]]:
    """A request in every state, by language and state."""
    run = demo.manage("shell", "--command", "from tests.browser import states; states.make()")
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout.splitlines()[-1])


@pytest.mark.parametrize("language", SCREENS)
def test_the_status_page_has_no_faults_in_any_state(
    states: dict[str, Any], new_context: NewContext, language: str
) -> None:
    size, colors = SCREENS[language]
    page = opened(new_context(viewport=size, color_scheme=colors))
    found = {}
    for state, made in states[language].items():
        look_up(page, language, Receipt(made["number"], made["secret"]))
        page.evaluate(UNFOLD)
        if faults_here := faults(page, language):
            found[state] = faults_here
    assert found == {}


@pytest.mark.parametrize("language", SCREENS)
def test_the_screens_of_officers_have_no_faults_in_any_state(
    states: dict[str, Any], sign_in: SignIn, language: str
) -> None:
    page = sign_in(PEOPLE[language])
    assert faults_on(page, screens(states[language]), language) == {}


@pytest.mark.parametrize("language", SCREENS)
def test_the_screens_of_the_office_have_no_faults(
    states: dict[str, Any], sign_in: SignIn, language: str
) -> None:
    page = sign_in(OFFICE[language])
    assert faults_on(page, OFFICE_SCREENS, language) == {}


def faults_on(page: Page, addresses: Iterable[str], language: str) -> dict[str, Any]:
    size, _colors = SCREENS[language]
    page.set_viewport_size(size)
    found = {}
    for address in addresses:
        go_to(page, address)
        page.evaluate(UNFOLD)
        # Of forms that are Wagtail's own, it places the fields.
        leaving = page.evaluate(LEAVING) if address not in WAGTAILS_FORMS else []
        if faults_here := [*too_wide(page), *leaving, *violations(page, "main")]:
            found[address] = faults_here
    return found


def screens(made: dict[str, Any]) -> Iterator[str]:
    yield from (INBOX, f"{INBOX}?waiting=others", f"{INBOX}assign/")
    yield from (REGISTER, f"{REGISTER}today/", f"{REGISTER}papers/")
    for state in WORKSPACES:
        yield f"{INBOX}{made[state]['key']}/"
    for state in LETTERS:
        yield f"/admin/disclosure/letters/{made[state]['letter']}/"


def test_the_screens_of_letters_and_mails_have_no_faults(demo: Demo, sign_in: SignIn) -> None:
    page = sign_in("admin")
    key = demo.value("SELECT min(id) FROM wagtail_disclosure_cases_lettertemplate")
    templates = "/admin/snippets/wagtail_disclosure_cases/lettertemplate/"
    found = {}
    for address in (templates, f"{templates}edit/{key}/", "/admin/disclosure/outgoingmail/"):
        go_to(page, address)
        if faults_here := violations(page, "main"):
            found[address] = faults_here
    assert found == {}


def go_to(page: Page, address: str) -> None:
    """Who may not see a screen would be sent to the start page, which has no faults either."""
    assert page.goto(address).ok, address
    assert page.url.endswith(address), address
