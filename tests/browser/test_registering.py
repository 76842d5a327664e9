"""At a partner's counter: from signing in to the printed receipt, without a mouse."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewContext, opened
from tests.browser.receipts import look_up, read_receipt
from tests.browser.test_keyboard import skip_the_menu, tab_to
from tests.demo import PASSWORD, Demo

pytestmark = pytest.mark.browser

# In the order of speech: what is typed, and the keys that choose.
SPOKEN = (
    ("description", "河湾路2025年雨水管网改造的设计图纸。"),
    ("applicant_name", "孙示例"),
    ("id_document-number", "110101200001010037"),
    ("phone", "000-5550199"),
)
LONGEST = 60  # seconds for a clerk; here for a machine that types
PRINTS = "window.printed = 0; window.print = () => { window.printed += 1; };"


def test_a_partner_registers_by_keyboard_and_prints_the_receipt(
    demo: Demo, new_context: NewContext, visitor: Page
) -> None:
    page = opened(new_context(viewport={"width": 1280, "height": 900}))
    page.add_init_script(PRINTS)
    sign_in_by_keyboard(page)
    open_the_desk(page)
    started = time.monotonic()
    speak(page)
    page.keyboard.press("Enter")
    receipt = read_receipt(page)
    assert time.monotonic() - started < LONGEST
    # What is next has the focus; what is printed is one Tab away.
    assert page.evaluate("document.activeElement.pathname") == "/admin/disclosure/register/"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("window.printed") == 1
    page.emulate_media(media="print")
    expect(page.locator("#receipt-secret")).to_be_visible()
    expect(page.locator("[data-disclosure-print]")).to_be_hidden()
    page.emulate_media(media="screen")
    state, window = demo.rows(
        "SELECT state, code FROM wagtail_disclosure_cases_case JOIN "
        "wagtail_disclosure_core_intakewindow AS w ON w.id = window_id WHERE number = ?",
        receipt.number,
    )[0]
    assert (state, window) == ("accepted", "district")
    look_up(visitor, "zh-hans", receipt)
    expect(visitor.locator("h1")).to_contain_text(receipt.number)
    the_day_has_its_number_and_no_secret(page, receipt.number, receipt.secret)


def sign_in_by_keyboard(page: Page) -> None:
    page.goto("/admin/login/")
    page.locator("[name=username]").focus()
    page.keyboard.type("clerk")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/")


def open_the_desk(page: Page) -> None:
    """The way that a bookmark takes; the cursor waits at what is wanted."""
    page.goto("/admin/disclosure/register/")
    expect(page.locator("main [name=description]")).to_be_focused()
    expect(page.locator("[name=arrival-window] option")).to_have_count(1)


def speak(page: Page) -> None:
    """Type and choose in the order of the fields, and stop at the button."""
    answers = dict(SPOKEN)
    page.keyboard.type(answers["description"])
    choose(page, "form", "paper")
    choose(page, "delivery", "collect")
    choose(page, "applicant_kind", "person")
    for name in ("applicant_name", "id_document-number", "phone"):
        tab_to(page, f"main [name={name}]")
        page.keyboard.type(answers[name])
    tab_to(page, "main [name=arrival-is_oral]")
    page.keyboard.press("Space")
    tab_to(page, "main [name=arrival-paper_count]")
    page.keyboard.press("Control+a")
    page.keyboard.type("2")
    tab_to(page, "main form button[type=submit]")


def choose(page: Page, name: str, value: str) -> None:
    """Tab into the choices, and by the arrows to the one that is wanted."""
    tab_to(page, f"main [name={name}]")
    page.keyboard.press("Space")
    wanted = page.locator(f"main [name={name}][value={value}]")
    for _ in range(page.locator(f"main [name={name}]").count()):
        if wanted.is_checked():
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"The arrows do not reach {value}.")


def the_day_has_its_number_and_no_secret(page: Page, number: str, secret: str) -> None:
    page.goto("/admin/disclosure/register/today/")
    skip_the_menu(page)
    row = page.locator("main tbody tr", has_text=number)
    expect(row).to_contain_text(re.compile(r"\d\d:\d\d"))
    row.locator("a").click()
    expect(page.locator("#receipt-number")).to_have_text(number)
    assert secret not in page.content()
