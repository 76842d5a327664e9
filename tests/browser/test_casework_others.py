"""Requests that others have a part in: partners, third parties, and the agency responsible."""

from http import HTTPStatus

import pytest
from playwright.sync_api import Page, expect

from tests.browser import casework
from tests.browser.casework import TABLE, assign_to_officer, deliver, open_case, take
from tests.browser.conftest import Receipt, SignIn
from tests.browser.filling import CHINESE
from tests.browser.receipts import ask, look_up
from tests.demo import Demo

pytestmark = pytest.mark.browser

PARTY = "示例水务工程有限公司"
OBJECTION = "价款属于商业秘密，不同意公开。"
PARTIAL = "合同价款涉及第三方商业秘密，予以遮盖；其余内容现予提供。"
EXPLANATION = "遮盖价款：第三方不同意公开，公开会损害其合法权益。"
RESPONSIBLE = "示例市生态环境局"


def test_a_partner_registers_and_a_third_party_objects_so_the_office_releases_a_part(
    demo: Demo, visitor: Page, sign_in: SignIn
) -> None:
    receipt = casework.register(
        sign_in("clerk"), "示例区代理受理点", description="二次供水改造合同。"
    )
    decides_nothing(sign_in("clerk"), demo, receipt)
    officer, head = sign_in("officer"), sign_in("office-head")
    open_case(officer, receipt)
    assign_to_officer(officer, "由办公室承办")
    consult(officer)
    draft_partly(officer, demo)
    deliver(officer, head, receipt)
    look_up(visitor, "zh-hans", receipt)
    answer = visitor.locator("section[aria-labelledby='answer-1']")
    contract = answer.locator("li", has_text="改造合同")
    for words in ("部分公开", EXPLANATION, "第十五条"):
        expect(contract).to_contain_text(words)
    for words in (PARTY, OBJECTION):
        expect(visitor.locator("main")).not_to_contain_text(words)
    with visitor.expect_download() as download:
        answer.locator("li", has_text="供水量").locator("button").click()
    assert download.value.path().read_bytes() == TABLE


def test_a_request_for_another_agency_is_passed_on_and_its_applicant_reads_where(
    visitor: Page, sign_in: SignIn
) -> None:
    asked = {**CHINESE, "description": "排污单位环评批复。"}
    receipt = ask(visitor, "zh-hans", asked)
    officer = sign_in("officer")
    open_case(officer, receipt)
    take(officer, "transfer", "不属于本机关职责", to=RESPONSIBLE)
    look_up(visitor, "zh-hans", receipt)
    expect(visitor.locator("section[aria-labelledby='transfer']")).to_contain_text(RESPONSIBLE)
    letter = visitor.locator("#letters ~ details").first
    letter.locator("summary").click()
    expect(letter).to_contain_text(RESPONSIBLE)
    assert visitor.locator("form[action$='/withdrawal/']").count() == 0


def decides_nothing(page: Page, demo: Demo, receipt: Receipt) -> None:
    """A partner opens no case, also not one that it took down."""
    key = demo.value(
        "SELECT id FROM wagtail_disclosure_cases_case WHERE number = ?", receipt.number
    )
    response = page.request.get(f"{casework.INBOX}{key}/")
    assert response.status in (HTTPStatus.NOT_FOUND, HTTPStatus.FORBIDDEN)
    assert receipt.number not in response.text()


def consult(page: Page) -> None:
    """The clock stands still from the question to the answer."""
    about = {"name": PARTY, "address": "示例市滨江路1号", "information": "二次供水改造合同"}
    take(page, "consult", "涉及商业秘密", kind="third-party", **about)
    expect(page.locator("#clock-section")).to_contain_text("期限暂停计算")
    take(page, "end-consultation", "收到书面意见", response="objects", text=OBJECTION)
    expect(page.locator("#asked-section")).to_contain_text(OBJECTION)
    expect(page.locator("#clock-section")).not_to_contain_text("期限暂停计算")


def draft_partly(page: Page, demo: Demo) -> None:
    outcome = casework.key_of(demo, "outcome", "partly-granted")
    take(page, "draft", "拟部分公开", outcome=outcome, text=PARTIAL)
    released = {"title": "年度供水量", "decision": "released", "upload": casework.table("水量.csv")}
    take(page, "add-item", "附统计表", **released)
    ground = casework.key_of(demo, "exemption", "cn-ogi-15-trade-secret")
    partly = {"title": "改造合同", "decision": "released_in_part", "exemptions": [ground]}
    take(page, "add-item", "遮盖后提供", explanation=EXPLANATION, **partly)
