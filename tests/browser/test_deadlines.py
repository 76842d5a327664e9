"""Deadlines are calculated, and a calendar is changed after a look at what moves."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewContext, SignIn, opened
from tests.browser.test_keyboard import skip_the_menu, tab_to
from tests.demo import Demo

pytestmark = pytest.mark.browser

NEW = "/admin/disclosure/calendarchange/new/"


def test_a_visitor_calculates_a_deadline_without_a_mouse_and_reads_every_day(
    visitor: Page,
) -> None:
    visitor.goto("/en/status/")
    tab_to(visitor, "footer a[href='/en/deadlines/']")
    visitor.keyboard.press("Enter")
    visitor.wait_for_url("**/deadlines/")
    tab_to(visitor, "[name=start]")
    visitor.keyboard.type("01242025")
    tab_to(visitor, "[name=pauses]")
    visitor.keyboard.type("2025-02-05..2025-02-10")
    tab_to(visitor, "main form button[type=submit]")
    visitor.keyboard.press("Enter")
    expect(visitor.locator("main")).to_contain_text("Due on Thursday, 6 March 2025.")
    expect(visitor.locator("tr[data-kind=paused]")).to_have_count(6)
    expect(visitor.locator("tr[data-kind=due]")).to_contain_text("20")


def test_what_was_typed_stays_where_it_can_not_be_calculated(visitor: Page) -> None:
    visitor.goto("/zh-hans/deadlines/")
    visitor.locator("[name=start]").fill("2025-01-24")
    visitor.locator("[name=pauses]").fill("2025-02-10..2025-02-05")
    visitor.locator("main form button[type=submit]").click()
    expect(visitor.locator(".disclosure-error-summary")).to_contain_text("2025年2月5日")
    expect(visitor.locator("[name=pauses]")).to_have_value("2025-02-10..2025-02-05")
    expect(visitor.locator("tr[data-kind]")).to_have_count(0)


def test_the_office_sees_without_a_mouse_which_cases_a_change_would_move(
    demo: Demo, sign_in: SignIn
) -> None:
    number, due_on = demo.rows(
        "SELECT number, due_on FROM wagtail_disclosure_cases_case "
        "WHERE closed_on IS NULL ORDER BY due_on DESC"
    )[0]
    page = sign_in("office")
    page.goto(NEW)
    skip_the_menu(page)
    tab_to(page, "[name=calendar]")
    page.keyboard.press("ArrowDown")
    tab_to(page, "[name=source]")
    page.keyboard.type("通知12号")
    tab_to(page, "[name=lines]")
    page.keyboard.type(f"{due_on}, 停止办公, 防汛应急")
    tab_to(page, "#w-editor-form footer button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/calendarchange/*/")
    row = page.locator("tr", has_text=number)
    expect(row).to_contain_text(str(due_on))
    expect(page.locator("main")).to_contain_text("停止办公 (防汛应急)")
    skip_the_menu(page)
    tab_to(page, "button[formaction$='/withdraw/']")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="批准")).to_have_count(0)
    query = "SELECT due_on FROM wagtail_disclosure_cases_case WHERE number = ?"
    assert demo.value(query, number) == due_on


def test_an_approved_change_names_who_approved_it_without_javascript(
    demo: Demo, sign_in: SignIn, new_context: NewContext
) -> None:
    cookies = sign_in("office").context.storage_state()
    page = opened(new_context(java_script_enabled=False, storage_state=cookies))
    # So far away that it moves nothing that others look at.
    propose(page, "2031-03-04, 停止办公, 演练")
    page.get_by_role("button", name="批准").click()
    expect(page.locator("main")).to_contain_text("已生效")
    expect(page.locator("dt:has-text('决定人') + dd")).to_contain_text("苏")
    approved = "SELECT approved_by FROM wagtail_disclosure_core_calendarday WHERE day = ?"
    assert demo.value(approved, "2031-03-04").startswith("苏")
    page.goto("/admin/disclosure/calendarchange/")
    expect(page.locator("main table")).to_contain_text("通知12号")
    page.goto("/admin/disclosure/deadlines/")
    page.locator("[name=limit]").select_option("cn-ogi-2019:answer")
    page.locator("[name=start]").fill("2025-01-24")
    page.locator("main form button[type=submit]").click()
    expect(page.locator("tr[data-kind=due]")).to_contain_text("2025年2月27日")


def propose(page: Page, line: str) -> None:
    page.goto(NEW)
    page.locator("[name=calendar]").select_option(index=1)
    page.locator("[name=source]").fill("通知12号")
    page.locator("[name=lines]").fill(line)
    page.get_by_role("button", name="查看影响").click()
    page.wait_for_url("**/calendarchange/*/")
