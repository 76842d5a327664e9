"""From the drafter's desk through three tiers of review to a visitor's screen."""

import hashlib
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SignIn
from tests.browser.drafting import FILE, TEXT, Drafted, draft
from tests.browser.pages import address_of_entry
from tests.demo import Demo

pytestmark = pytest.mark.browser

TITLE = "示例市城乡融合供水保障规划（征求意见稿）"
# Two characters from the middle of the title: no beginning of a word in it.
WORDS = "乡融"
REMARK = "内容不涉密，同意公开"
TIERS = {"head": "林 泉", "office": "苏 静", "leader": "江 澜"}


def test_a_draft_reaches_visitors_only_after_its_last_tier(
    demo: Demo, sign_in: SignIn, visitor: Page
) -> None:
    drafted = draft(demo, sign_in("drafter"), TITLE)
    nobody_sees(demo, drafted)
    for username in TIERS:
        nobody_sees(demo, drafted)
        confirm(sign_in(username))
    everybody_sees(demo, visitor, drafted)
    the_record_names_everybody(sign_in, drafted)


def test_what_is_open_on_request_is_described_and_asked_for(demo: Demo, visitor: Page) -> None:
    visitor.goto(address_of_entry(demo, "en", "on_request"))
    title = visitor.locator("h1").inner_text()
    expect(visitor.locator(".disclosure-lead")).not_to_be_empty()
    assert visitor.locator("main .disclosure-prose").count() == 0
    assert visitor.locator("main a[href*='disclosure-files']").count() == 0
    visitor.locator(".disclosure-notice a.disclosure-button").click()
    visitor.wait_for_url("**/en/request/?about=*")
    expect(visitor.locator("[name=description]")).to_have_value(title)


def confirm(page: Page) -> None:
    """Find it in the panel of what waits, read what becomes public, and confirm."""
    page.locator("#disclosure-waiting-section a", has_text=TITLE).first.click()
    page.wait_for_url("**/disclosure/review/*/")
    public = page.frame_locator(".disclosure-review__preview")
    expect(public.locator("h1")).to_have_text(TITLE)
    expect(public.locator("main")).to_contain_text(TEXT)
    expect(page.locator(".disclosure-review__files code")).to_have_text(sha256(FILE))
    page.locator("[name=remark]").fill(REMARK)
    page.locator("button[name=decision][value=confirm]").click()
    page.wait_for_url("**/admin/")
    assert page.locator("#disclosure-waiting-section a", has_text=TITLE).count() == 0


def nobody_sees(demo: Demo, drafted: Drafted) -> None:
    for address in drafted.addresses:
        status, _content = demo.get(address)
        assert status == HTTPStatus.NOT_FOUND, address
    for address in lists(drafted):
        assert drafted.address not in content_of(demo, address), address


def everybody_sees(demo: Demo, visitor: Page, drafted: Drafted) -> None:
    visitor.goto("/zh-hans/")
    visitor.locator("input[name=q]").fill(WORDS)
    visitor.locator("[role=search] button").click()
    visitor.locator("main a", has_text=TITLE).click()
    expect(visitor.locator("h1")).to_have_text(TITLE)
    expect(visitor.locator(".disclosure-prose")).to_contain_text(TEXT)
    with visitor.expect_download() as download:
        visitor.locator("a", has_text="规划全文").click()
    assert sha256(Path(download.value.path())) == sha256(FILE)
    visitor.locator(".disclosure-list details summary").click()
    expect(visitor.locator(".disclosure-list code")).to_have_text(sha256(FILE))
    for address in lists(drafted):
        assert drafted.address in content_of(demo, address), address


def the_record_names_everybody(sign_in: SignIn, drafted: Drafted) -> None:
    page = sign_in("office-head")
    page.goto("/admin/disclosure/clearances/")
    page.locator("main a", has_text=TITLE).first.click()
    expect(page.locator("main")).to_contain_text("陈 雨")
    for name in TIERS.values():
        row = page.locator("tbody tr", has_text=name)
        expect(row).to_have_count(1)
        expect(row).to_contain_text(REMARK)
    drafter = sign_in("drafter")
    drafter.goto(f"/admin/pages/{drafted.page_id}/history/")
    for name in ("陈 雨", *TIERS.values()):
        expect(drafter.locator("main")).to_contain_text(name)


def lists(drafted: Drafted) -> tuple[str, ...]:
    """Pages that list it once it is public."""
    return (
        drafted.category_address,
        f"/zh-hans/search/?q={quote(WORDS)}",
        "/zh-hans/",
        "/sitemap.xml",
    )


def content_of(demo: Demo, address: str) -> str:
    status, content = demo.get(address)
    assert status == HTTPStatus.OK, address
    return content.decode()


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
