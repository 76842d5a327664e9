"""A citizen asks, follows and reads the answer, while officers work on it."""

import re
from http import HTTPStatus

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NewContext, Receipt, SignIn
from tests.browser.filling import (
    CHINESE,
    ENGLISH,
    FASTEST,
    GO_ON,
    complete,
    fill,
    fill_to_the_end,
    go_on,
    skip_suggestions,
)
from tests.demo import Demo

pytestmark = pytest.mark.browser

ANSWER = "{{ applicant_name }}：\n\n您申请的项目清单可以公开，现予提供。"
OFFICER, HEAD, APPLICANT = "何 清", "方 正", "applicant"
# What each person does with the case, in turn, and the reason that they give.
STEPS = (
    ("officer", "accept", "内容明确"),
    ("officer", "assign", "由供水条线承办"),
    ("officer", "draft", "查找到项目清单"),
    ("officer", "propose", "请审核"),
    ("office-head", "clear", "不涉及第三方，同意"),
    ("officer", "answer", "已送达"),
)


def test_a_request_in_chinese_is_answered_and_its_history_says_by_whom(
    demo: Demo, visitor: Page, sign_in: SignIn
) -> None:
    receipt = send(visitor, "zh-hans", CHINESE)
    shows_state_and_due_date(visitor, "zh-hans", receipt, demo)
    people = {username: sign_in(username) for username in ("officer", "office-head")}
    for username, step, reason in STEPS:
        take_step(people[username], demo, receipt, step, reason)
    look_up(visitor, "zh-hans", receipt)
    expect(visitor.locator("main")).to_contain_text("卫示例：")
    expect(visitor.locator("main")).to_contain_text("您申请的项目清单可以公开，现予提供。")
    expect(visitor.locator("#remedies-1 ~ ul li").first).to_be_visible()
    the_history_names_everybody(people["officer"], demo, receipt)


def test_a_request_in_english_is_followed_from_its_receipt(demo: Demo, visitor: Page) -> None:
    receipt = send(visitor, "en", ENGLISH)
    visitor.locator("main a[href$='/en/status/']").click()
    look_up(visitor, "en", receipt)
    expect(visitor.locator("h1")).to_contain_text(receipt.number)
    weekday = r"(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    expect(visitor.locator(".disclosure-panel")).to_contain_text(re.compile(weekday))


def test_the_description_is_found_in_the_clear_nowhere_in_the_database(
    demo: Demo, visitor: Page
) -> None:
    send(visitor, "zh-hans", {**CHINESE, "description": "独一无二的金丝雀描述"})
    assert not [line for line in demo.dump() if "金丝雀描述" in line]


def test_sending_twice_gives_one_case_and_the_same_receipt(demo: Demo, visitor: Page) -> None:
    before = number_of_cases(demo)
    visitor.goto("/zh-hans/request/")
    fill_to_the_end(visitor, CHINESE)
    visitor.wait_for_timeout(FASTEST)
    visitor.locator(GO_ON).dblclick()
    receipt = read_receipt(visitor)
    # What people do after a time-out: the browser sends the form again.
    visitor.reload()
    assert read_receipt(visitor) == receipt
    assert number_of_cases(demo) == before + 1


def test_an_unknown_number_and_a_wrong_secret_look_the_same(
    visitor: Page, answered_request: Receipt
) -> None:
    secret = "AAAA-BBBB-CCCC-DDDD"
    tries = (
        Receipt(answered_request.number, secret),
        Receipt("R2026-999999-X", secret),
        Receipt("R1999-000001-A", answered_request.secret),
        Receipt("没有这个号码", "?"),
    )
    seen = set()
    for receipt in tries:
        form = {"number": receipt.number, "secret": receipt.secret}
        response = visitor.request.post("/en/status/", form=form)
        assert response.status == HTTPStatus.OK
        seen.add(response.body())
    assert len(seen) == 1
    look_up(visitor, "en", tries[0])
    expect(visitor.locator(".disclosure-error-summary")).to_be_visible()
    expect(visitor.locator("[name=secret]")).to_have_value("")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_errors_lead_to_their_fields_and_what_was_typed_stays(visitor: Page, language: str) -> None:
    visitor.goto(f"/{language}/request/")
    typed = {"description": "", "document_date": "2024年2月30日"}
    expect_errors(visitor, typed, wrong={"description", "document_date"})
    fill(visitor, {**CHINESE, "delivery": "post"})
    go_on(visitor)
    fill_until(visitor, "applicant_name", {**CHINESE, "delivery": "post"})
    typed = {"applicant_name": "", "id_document-number": "不是号码"}
    expect_errors(visitor, typed, wrong={"applicant_kind", "applicant_name", "id_document"})
    fill_until(visitor, "email", CHINESE)
    expect_errors(visitor, {"email": "不是邮箱", "address": ""}, wrong={"email", "address"})
    expect(visitor.locator("main [name=email]")).to_have_attribute("aria-invalid", "true")
    assert visitor.locator("main [name=email]").get_attribute("aria-describedby")


def test_what_was_written_is_saved_and_goes_on_in_another_browser(
    visitor: Page, new_context: NewContext
) -> None:
    visitor.goto("/en/request/")
    fill_until(visitor, "applicant_name", ENGLISH)
    fill(visitor, ENGLISH)
    visitor.locator("button[value=save]").click()
    code = visitor.locator("#saved-code").inner_text()
    another = new_context().new_page()
    another.goto("/en/request/")
    another.locator("main a[href$='/request-resume/']").click()
    another.locator("main [name=code]").fill(code.lower())
    another.locator("main form button[type=submit]").click()
    complete(another, ENGLISH)
    assert read_receipt(another).secret


def test_the_browsers_own_back_leads_to_the_page_before(visitor: Page) -> None:
    visitor.goto("/en/request/")
    fill_until(visitor, "applicant_name", ENGLISH)
    visitor.go_back()
    expect(visitor.locator("[name=delivery][value=collect]")).to_be_checked()


def fill_until(page: Page, name: str, answers: dict[str, str]) -> None:
    """Go on to the page that asks ``name``."""
    while page.locator(f"main [name='{name}']").count() == 0:
        fill(page, answers)
        go_on(page)
        skip_suggestions(page)


def expect_errors(page: Page, typed: dict[str, str], *, wrong: set[str]) -> None:
    for name, text in typed.items():
        page.locator(f"main [name='{name}']").fill(text)
    go_on(page)
    for name, text in typed.items():
        expect(page.locator(f"main [name='{name}']")).to_have_value(text)
    links = page.locator(".disclosure-error-summary a")
    assert {leads_to(link) for link in links.all()} == wrong


def leads_to(link: Locator) -> str:
    """The name of the field that the link jumps to."""
    target = link.page.locator(link.get_attribute("href"))
    assert target.count() == 1, link.get_attribute("href")
    name = target.get_attribute("name")
    name = name or target.locator("input").first.get_attribute("name")
    return name.partition("-")[0]


def send(page: Page, language: str, answers: dict[str, str]) -> Receipt:
    """From the start page to the receipt."""
    page.goto(f"/{language}/")
    page.locator(f"header a[href='/{language}/request/']").click()
    complete(page, answers)
    return read_receipt(page)


def read_receipt(page: Page) -> Receipt:
    return Receipt(
        page.locator("#receipt-number").inner_text(), page.locator("#receipt-secret").inner_text()
    )


def look_up(page: Page, language: str, receipt: Receipt) -> None:
    page.goto(f"/{language}/status/")
    page.locator("main [name=number]").fill(receipt.number)
    page.locator("main [name=secret]").fill(receipt.secret)
    page.locator("main form button[type=submit]").click()


def shows_state_and_due_date(page: Page, language: str, receipt: Receipt, demo: Demo) -> None:
    look_up(page, language, receipt)
    due_on = demo.value(
        "SELECT due_on FROM wagtail_disclosure_cases_case WHERE number = ?", receipt.number
    )
    year, month, day = map(int, due_on.split("-"))
    expect(page.locator(".disclosure-panel")).to_contain_text(f"{year}年{month}月{day}日")
    page.locator("main details summary").first.click()
    # The day of receipt is not counted, nor are days off; twenty working days are.
    days = page.locator(".disclosure-days tbody tr")
    counted = page.locator(".disclosure-days tbody td:last-child", has_text=re.compile(r"\d"))
    expect(counted).to_have_count(20)
    assert days.count() > 20


def take_step(page: Page, demo: Demo, receipt: Receipt, step: str, reason: str) -> None:
    """Find the case in the inbox and take the step that its workspace offers."""
    page.goto("/admin/disclosure/cases/")
    page.locator("main a", has_text=receipt.number).first.click()
    form = page.locator(f"form[action$='/{step}/']")
    if step == "assign":
        officer = form.locator("[name=officer] option", has_text=OFFICER).get_attribute("value")
        form.locator("[name=officer]").select_option(officer)
    if step == "draft":
        granted = demo.value(
            "SELECT id FROM wagtail_disclosure_core_outcome WHERE code = 'granted'"
        )
        form.locator("[name=outcome]").select_option(str(granted))
        form.locator("[name=text]").fill(ANSWER)
    form.locator("[name=reason]").fill(reason)
    form.locator("button[type=submit]").click()
    expect(page.locator("#timeline-section")).to_contain_text(reason)


def the_history_names_everybody(page: Page, demo: Demo, receipt: Receipt) -> None:
    actors = {"officer": OFFICER, "office-head": HEAD}
    expected = [(actors[username], reason) for username, _step, reason in STEPS]
    rows = demo.rows(
        "SELECT history_user_name, history_change_reason "
        "FROM wagtail_disclosure_cases_historicalinformationrequest "
        "WHERE number = ? ORDER BY history_id",
        receipt.number,
    )
    assert rows[0][0] == APPLICANT
    assert [row for row in rows[1:] if row in expected] == expected
    for name, reason in expected:
        row = page.locator("#history-section tbody tr", has_text=reason)
        expect(row).to_contain_text(name)
    # Who applied stands in no history.
    assert CHINESE["applicant_name"] not in page.locator("#history-section").inner_text()


def number_of_cases(demo: Demo) -> int:
    return demo.value("SELECT count(*) FROM wagtail_disclosure_cases_case")
