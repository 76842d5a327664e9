"""Requests that wait: for their applicant, who answers or does not, and for more time."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.browser import casework
from tests.browser.casework import attempt, begin, deliver, due_on, in_words, open_case, take
from tests.browser.conftest import SignIn
from tests.browser.filling import ENGLISH
from tests.browser.pages import follow
from tests.browser.receipts import ask, look_up
from tests.demo import Demo

pytestmark = pytest.mark.browser

QUESTION = "请写明需要哪一年度的检测结果。"
WORDS = "需要2025年度的检测结果。"
REFUSAL = "The minutes are a draft. Disclosing them would harm the decision."
REASON = "Open discussion before the decision would suffer."


def test_the_applicant_corrects_the_request_and_its_time_begins_anew(
    demo: Demo, visitor: Page, sign_in: SignIn
) -> None:
    officer = sign_in("officer")
    receipt = casework.register(
        officer, "政府信息公开受理处", ago=12, description="自来水检测结果。"
    )
    first_due = due_on(demo, receipt)
    open_case(officer, receipt)
    asked = {"question": QUESTION, "working_days": 15, "on": casework.day(10)}
    take(officer, "request-correction", "内容不明确", **asked)
    expect(officer.locator("#clock-section")).to_contain_text("期限暂停计算")
    look_up(visitor, "zh-hans", receipt)
    main = visitor.locator("main")
    expect(main).to_contain_text(QUESTION)
    expect(main).not_to_contain_text(in_words(first_due, "zh-hans"))
    follow(visitor, "form[action$='/correction/'] button")
    expect(visitor.locator("main [name=answer]")).to_have_attribute("aria-invalid", "true")
    visitor.locator("main [name=answer]").fill(WORDS)
    follow(visitor, "form[action$='/correction/'] button")
    again = due_on(demo, receipt)
    assert again > first_due
    expect(visitor.locator(".disclosure-panel").last).to_contain_text(in_words(again, "zh-hans"))
    assert visitor.locator("form[action$='/correction/']").count() == 0
    open_case(officer, receipt)
    expect(officer.locator("#asked-section")).to_contain_text(WORDS)
    expect(officer.locator("#clock-section")).to_contain_text("重新起算")


def test_a_request_that_is_never_corrected_ends_after_its_last_day_and_no_sooner(
    visitor: Page, sign_in: SignIn
) -> None:
    officer = sign_in("officer")
    receipt = casework.register(officer, "水务热线", ago=40, description="一份文件。")
    open_case(officer, receipt)
    asked = {"question": QUESTION, "working_days": 5, "on": casework.day(38)}
    take(officer, "request-correction", "内容不明确", **asked)
    attempt(officer, "abandon", "未补正", on=casework.day(37))
    expect(officer.locator("#abandon-section")).to_contain_text("申请人的期限到")
    take(officer, "abandon", "逾期未补正", on=casework.day(0))
    look_up(visitor, "en", receipt)
    expect(visitor.locator(".disclosure-panel")).to_contain_text("Ended without an answer")
    expect(visitor.locator("section[aria-labelledby='remedies']")).to_contain_text("60 days")
    # Nothing is left to do here but to read.
    for action in ("correction", "papers", "withdrawal"):
        expect(visitor.locator(f"form[action$='/{action}/']")).to_have_count(0)


def test_more_time_that_two_people_grant_moves_the_date_and_a_refusal_names_its_remedies(
    demo: Demo, visitor: Page, sign_in: SignIn
) -> None:
    receipt = ask(visitor, "en", {**ENGLISH, "description": "Minutes of the dispatch meeting."})
    officer, head = sign_in("officer"), sign_in("office-head")
    begin(officer, receipt)
    first_due = due_on(demo, receipt)
    take(officer, "propose-extension", "Papers are in another city", amount=20)
    assert casework.form_is_missing(officer, "approve-extension")
    sees_due_date(visitor, receipt, first_due)
    open_case(head, receipt)
    take(head, "approve-extension", "同意延长")
    extended = due_on(demo, receipt)
    assert extended > first_due
    sees_due_date(visitor, receipt, extended)
    notice = visitor.locator("#letters ~ details", has_text="Extension notice")
    notice.locator("summary").click()
    expect(notice).to_contain_text("Papers are in another city")
    refuse(officer, demo, receipt)
    deliver(officer, head, receipt)
    reads_the_refusal(visitor, receipt)


def sees_due_date(page: Page, receipt, when: date) -> None:
    look_up(page, "en", receipt)
    expect(page.locator(".disclosure-panel")).to_contain_text(in_words(when, "en"))


def refuse(page: Page, demo: Demo, receipt) -> None:
    open_case(page, receipt)
    outcome = casework.key_of(demo, "outcome", "refused-process")
    take(page, "draft", "过程性信息", outcome=outcome, text=REFUSAL)
    attempt(page, "propose", "没有依据就送审")
    expect(page.locator("#propose-section")).to_contain_text("请添加不予公开的材料及其依据")
    ground = casework.key_of(demo, "exemption", "cn-ogi-16-process")
    withheld = {"title": "Minutes", "decision": "withheld", "exemptions": [ground]}
    take(page, "add-item", "会商记录", explanation=REASON, **withheld)


def reads_the_refusal(page: Page, receipt) -> None:
    """The ground, the reason, and both remedies with where and until when."""
    look_up(page, "en", receipt)
    answer = page.locator("section[aria-labelledby='answer-1']")
    for words in (REFUSAL, "Withheld", REASON, "Art. 16"):
        expect(answer).to_contain_text(words)
    remedies = page.locator("section[aria-labelledby='remedies-1']")
    for words in ("administrative reconsideration", "within 60 days", "people's court"):
        expect(remedies).to_contain_text(words)
    assert page.locator("form[action$='/document/']").count() == 0
