"""Deadlines are calculated, and a calendar is changed after a look at what moves."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SignIn
from tests.demo import Demo

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]

NEW = "/admin/disclosure/calendarchange/new/"


def test_a_visitor_calculates_a_deadline_and_reads_every_day(visitor: Page) -> None:
    visitor.goto("/en/deadlines/")
    visitor.get_by_label("From which day does it run?").fill("2025-01-24")
    visitor.get_by_label("When did the clock stand still?").fill("2025-02-05..2025-02-10")
    visitor.get_by_role("button", name="Calculate").click()
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


def test_the_office_sees_which_cases_a_change_would_move_before_it_decides(
    demo: Demo, sign_in: SignIn
) -> None:
    number, due_on = demo.rows(
        "SELECT number, due_on FROM wagtail_disclosure_cases_case "
        "WHERE closed_on IS NULL ORDER BY due_on DESC"
    )[0]
    page = sign_in("office")
    propose(page, f"{due_on}, 停止办公, 防汛应急")
    row = page.locator("tr", has_text=number)
    expect(row).to_contain_text(str(due_on))
    expect(page.locator("main")).to_contain_text("停止办公 (防汛应急)")
    page.get_by_role("button", name="撤回").click()
    expect(page.get_by_role("button", name="批准")).to_have_count(0)
    query = "SELECT due_on FROM wagtail_disclosure_cases_case WHERE number = ?"
    assert demo.value(query, number) == due_on


def test_an_approved_change_names_who_approved_it(demo: Demo, sign_in: SignIn) -> None:
    page = sign_in("office")
    # So far away that it moves nothing that others look at.
    propose(page, "2031-03-04, 停止办公, 演练")
    page.get_by_role("button", name="批准").click()
    expect(page.locator("main")).to_contain_text("已生效")
    expect(page.locator("dt:has-text('决定人') + dd")).to_contain_text("苏")
    approved = "SELECT approved_by FROM wagtail_disclosure_core_calendarday WHERE day = ?"
    assert demo.value(approved, "2031-03-04").startswith("苏")


def propose(page: Page, line: str) -> None:
    page.goto(NEW)
    page.locator("[name=calendar]").select_option(index=1)
    page.locator("[name=source]").fill("通知12号")
    page.locator("[name=lines]").fill(line)
    page.get_by_role("button", name="查看影响").click()
    page.wait_for_url("**/calendarchange/*/")
