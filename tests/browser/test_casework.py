"""From the request to the answer in the applicant's hands; citizens have no JavaScript here."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import casework
from tests.browser.casework import TABLE, begin, deliver, open_case, take
from tests.browser.conftest import Receipt, SignIn
from tests.browser.filling import CHINESE, ENGLISH
from tests.browser.receipts import ask, look_up
from tests.demo import Demo

pytestmark = pytest.mark.browser

ANSWERS = {
    "zh-hans": (CHINESE, "您申请的水量数据可以公开，现提供给{{ applicant_name }}。"),
    "en": (ENGLISH, "The figures that {{ applicant_name }} asked for are enclosed."),
}
READS = {
    "zh-hans": ("现提供给卫示例。", "已答复", "行政复议"),
    "en": ("The figures that Jo Sample asked for", "Answered", "reconsideration"),
}
# Who did what with the case, in turn, and the reason that they gave.
HISTORY = (
    (casework.OFFICER, "内容明确，予以登记"),
    (casework.OFFICER, "由办公室承办"),
    (casework.OFFICER, "查找到统计表"),
    (casework.OFFICER, "附统计表"),
    (casework.OFFICER, "请审核"),
    (casework.HEAD, "已核对附件，同意"),
    (casework.OFFICER, "答复已送达"),
)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_request_is_answered_with_a_document_that_its_applicant_downloads(
    demo: Demo, visitor: Page, sign_in: SignIn, language: str
) -> None:
    asked, text = ANSWERS[language]
    receipt = ask(visitor, language, asked)
    shows_every_day_until_it_is_due(visitor, demo, receipt, language)
    officer, head = sign_in("officer"), sign_in("office-head")
    begin(officer, receipt)
    granted = casework.key_of(demo, "outcome", "granted")
    take(officer, "draft", "查找到统计表", outcome=granted, text=text)
    file = {"title": "年度供水量", "decision": "released", "upload": casework.table("水量.csv")}
    take(officer, "add-item", "附统计表", **file)
    deliver(officer, head, receipt)
    look_up(visitor, language, receipt)
    for words in READS[language]:
        expect(visitor.locator("main")).to_contain_text(words)
    document, letter = visitor.locator("form[action$='/document/']"), own_letter(visitor)
    assert sent_by(visitor, document) == TABLE
    assert sent_by(visitor, letter).startswith(b"%PDF-")
    the_history_names_everybody(head, demo, receipt, asked["applicant_name"])


def shows_every_day_until_it_is_due(
    page: Page, demo: Demo, receipt: Receipt, language: str
) -> None:
    look_up(page, language, receipt)
    expect(page.locator("h1")).to_contain_text(receipt.number)
    due_on = casework.due_on(demo, receipt)
    expect(page.locator(".disclosure-panel")).to_contain_text(casework.in_words(due_on, language))
    page.locator("main details summary").first.click()
    # The day of receipt is not counted, nor are days off; twenty working days are.
    counted = page.locator(".disclosure-days tbody td:last-child", has_text=re.compile(r"\d"))
    expect(counted).to_have_count(20)
    assert page.locator(".disclosure-days tbody tr").count() > 20


def own_letter(page: Page):
    """The newest letter, unfolded: the one with the answer."""
    page.locator("#letters ~ details summary").first.click()
    return page.locator("form[action$='/letter/']").first


def sent_by(page: Page, form) -> bytes:
    """What the button of ``form`` downloads."""
    with page.expect_download() as download:
        form.locator("button").click()
    return download.value.path().read_bytes()


def the_history_names_everybody(page: Page, demo: Demo, receipt: Receipt, applicant: str) -> None:
    rows = demo.rows(
        "SELECT history_user_name, history_change_reason "
        "FROM wagtail_disclosure_cases_historicalinformationrequest "
        "WHERE number = ? ORDER BY history_id",
        receipt.number,
    )
    assert rows[0][0] == "applicant"
    assert [row for row in rows[1:] if row[1]] == list(HISTORY)
    open_case(page, receipt)
    history = page.locator("#history-section")
    for name, reason in HISTORY:
        expect(history.locator("tbody tr", has_text=reason)).to_contain_text(name)
    # Who applied stands in no history.
    assert applicant not in history.inner_text()
