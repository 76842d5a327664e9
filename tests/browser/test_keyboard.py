"""Deciding without a mouse: Tab, Space, Enter, typing, and the keys that the pages name."""

import re

import pytest
from playwright.sync_api import Page, TimeoutError, expect

from tests.browser.conftest import SignIn
from tests.browser.drafting import draft
from tests.demo import Demo

pytestmark = pytest.mark.browser

LIST = "/admin/disclosure/review/"
MOST_TABS = 120
SETTLED = 5_000  # milliseconds
HAS_FOCUS = "wanted => document.activeElement.matches(wanted)"
# Nothing lies over it, and it is drawn differently from how it is without focus.
LOOK = """element => {
    const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor } =
        getComputedStyle(element);
    const outline = outlineStyle === "none" ? "" : `${outlineWidth} ${outlineColor}`;
    return [outline, boxShadow, borderColor].join(" | ");
}"""
IS_UNCOVERED = """element => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const found = document.elementFromPoint(left + width / 2, top + Math.min(height / 2, 20));
    return found !== null && (element.contains(found) || found.contains(element));
}"""


def test_several_are_decided_without_a_mouse(demo: Demo, sign_in: SignIn) -> None:
    titles = ("示例市水表更换通知（一）", "示例市水表更换通知（二）")
    for title in titles:
        draft(demo, sign_in("drafter"), title)
    page = sign_in("head")
    page.goto(LIST)
    skip_the_menu(page)
    for title in titles:
        key = page.get_by_label(title, exact=True).get_attribute("id")
        tab_to(page, f"#{key}")
        page.keyboard.press("Space")
        expect(page.locator(f"#{key}")).to_be_checked()
    tab_to(page, "[name=remark]")
    page.keyboard.type("同意公开")
    tab_to(page, "button[value=confirm]")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_text(titles[0], exact=True)).to_have_count(0)
    office = sign_in("office")
    office.goto(LIST)
    for title in titles:
        expect(office.get_by_label(title, exact=True)).to_have_count(1)


def test_one_is_decided_without_a_mouse_tier_by_tier(demo: Demo, sign_in: SignIn) -> None:
    title = "示例市水压监测点公告"
    draft(demo, sign_in("drafter"), title)
    page = open_by_keyboard(sign_in("head"), title)
    nothing_is_returned_without_a_remark(page)
    tab_to(page, "[name=remark]")
    page.keyboard.type("同意公开")
    tab_to(page, "button[value=confirm]")
    is_done(page, "Enter")
    page = open_by_keyboard(sign_in("office"), title)
    is_done(page, announced_for(page, "confirm"))
    page = open_by_keyboard(sign_in("leader"), title)
    tab_to(page, "[name=remark]")
    question = "监测点位置是否涉密？"
    page.keyboard.type(question)
    is_done(page, announced_for(page, "refer"))
    page = open_by_keyboard(sign_in("committee"), title)
    expect(page.locator("blockquote").first).to_have_text(question)
    tab_to(page, "[name=remark]")
    page.keyboard.type("请删去位置。")
    is_done(page, announced_for(page, "return"))
    expect(sign_in("drafter").locator("#disclosure-waiting-section")).to_contain_text(
        "请删去位置。"
    )


def nothing_is_returned_without_a_remark(page: Page) -> None:
    address = page.url
    with page.expect_navigation():
        page.keyboard.press(announced_for(page, "return"))
    assert page.url == address
    expect(page.locator("main .error-message").first).to_be_visible()


def open_by_keyboard(page: Page, title: str) -> Page:
    """From the panel of what waits to the page of the review."""
    skip_the_menu(page)
    link = page.locator("#disclosure-waiting-section a", has_text=title).first
    address = link.get_attribute("href")
    tab_to(page, f"#disclosure-waiting-section a[href='{address}']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/disclosure/review/*/")
    skip_the_menu(page)
    return page


def skip_the_menu(page: Page) -> None:
    """The first Tab of a page reaches the link past the menu."""
    page.locator(".skiplink").wait_for(state="attached")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until ``wanted`` has the focus, and see that one sees it."""
    target = page.locator(wanted)
    at_rest = target.first.evaluate(LOOK)
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate(HAS_FOCUS, wanted):
            break
    else:
        raise AssertionError(f"{MOST_TABS} times Tab do not reach {wanted}.")
    focused = page.locator(f"{wanted}:focus")
    expect(focused).to_be_in_viewport()
    assert focused.evaluate(LOOK) != at_rest, f"one does not see that {wanted} has the focus"
    try:
        # The page may still be scrolling to it.
        page.wait_for_function(IS_UNCOVERED, arg=focused.element_handle(), timeout=SETTLED)
    except TimeoutError as error:
        raise AssertionError(f"something lies over {wanted}") from error


def announced_for(page: Page, decision: str) -> str:
    """The first key combination that the button says to have, which the page also shows."""
    keys = page.locator(f"button[value={decision}]").get_attribute("aria-keyshortcuts").split()[0]
    shown = page.locator(".disclosure-review__keys").inner_text()
    assert keys.replace("Control", "Ctrl") in re.sub(r"\s", "", shown)
    return keys


def is_done(page: Page, keys: str) -> None:
    page.keyboard.press(keys)
    page.wait_for_url("**/admin/")
