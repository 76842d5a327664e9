"""A citizen asks, with all that can go wrong on the way to the receipt."""

from http import HTTPStatus

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NewContext, Receipt
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
from tests.browser.receipts import ask, look_up, read_receipt
from tests.demo import Demo

pytestmark = pytest.mark.browser


def test_the_description_is_found_in_the_clear_nowhere_in_the_database(
    demo: Demo, visitor: Page
) -> None:
    ask(visitor, "zh-hans", {**CHINESE, "description": "独一无二的金丝雀描述"})
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


def number_of_cases(demo: Demo) -> int:
    return demo.value("SELECT count(*) FROM wagtail_disclosure_cases_case")
