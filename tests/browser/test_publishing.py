"""From the drafter's desk through three tiers of review to a visitor's screen."""

import hashlib
import re
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SignIn
from tests.browser.pages import address_of_entry, public_address
from tests.demo import ROOT, Demo

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]

CATEGORY_CODE = "030102"
TITLE = "示例市城乡融合供水保障规划（征求意见稿）"
# Two characters from the middle of the title: no beginning of a word in it.
WORDS = "乡融"
TEXT = "到2030年，城乡供水同源、同网、同质、同服务。"
FILE = ROOT / "example_site" / "data" / "files" / "E001.pdf"
REMARK = "内容不涉密，同意公开"
TIERS = {"head": "林 泉", "office": "苏 静", "leader": "江 澜"}


@dataclass(frozen=True)
class Drafted:
    """Where what was drafted will be, once it is public."""

    page_id: int
    address: str
    file_address: str
    category_address: str

    @property
    def addresses(self) -> tuple[str, str]:
        return self.address, self.file_address


def test_a_draft_reaches_visitors_only_after_its_last_tier(
    demo: Demo, sign_in: SignIn, visitor: Page
) -> None:
    drafted = draft(demo, sign_in("drafter"))
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


def draft(demo: Demo, page: Page) -> Drafted:
    """Draft, with the class first, and submit for review."""
    parent, path = demo.rows(
        "SELECT page.id, url_path FROM wagtailcore_page page "
        "JOIN wagtail_disclosure_catalog_categorypage ON page_ptr_id = page.id "
        "JOIN wagtailcore_locale locale ON locale.id = locale_id "
        "WHERE code = ? AND language_code = 'zh-hans'",
        CATEGORY_CODE,
    )[0]
    page.goto(f"/admin/pages/{parent}/")
    page.locator("a[href$='/add_subpage/']").first.click()
    page.locator("a[href*='/wagtail_disclosure_catalog/entrypage/']").first.click()
    decide_the_class(page)
    page_id = int(re.search(r"/admin/pages/(\d+)/edit/", page.url)[1])
    write(page)
    submit(page)
    return Drafted(
        page_id=page_id,
        address=public_address(
            demo.value("SELECT url_path FROM wagtailcore_page WHERE id = ?", page_id), "zh-hans"
        ),
        file_address=address_of_newest_file(demo),
        category_address=public_address(path, "zh-hans"),
    )


def decide_the_class(page: Page) -> None:
    assert page.locator("input[name=class]:checked").count() == 0, "the class is a decision"
    page.locator("input[name=class][value=proactive]").check()
    page.locator("main form button[type=submit]").click()
    page.locator("input[name=title]").fill(TITLE)
    expect(page.locator("select[name=unit] option:checked")).to_have_text("供水管理事务中心")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/edit/")


def write(page: Page) -> None:
    page.locator("[name=summary]").fill("说明城乡供水一体化的目标和安排。")
    block = page.locator("[data-contentpath=body]")
    block.locator(".c-sf-add-button").click()
    page.locator("[role=option]", has=page.locator(".icon-pilcrow")).click()
    block.locator("[contenteditable=true]").first.fill(TEXT)
    page.locator("#id_attachments-ADD").click()
    page.locator("[name=attachments-0-upload]").set_input_files(FILE)
    page.locator("[name=attachments-0-title]").fill("规划全文")


def submit(page: Page) -> None:
    actions = page.locator(".w-dropdown", has=page.locator("[name=action-submit]"))
    actions.locator(".w-dropdown__toggle").click()
    with page.expect_navigation():
        page.locator("[name=action-submit]").click()


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


def address_of_newest_file(demo: Demo) -> str:
    uuid, name = demo.rows(
        "SELECT id, name FROM wagtail_disclosure_core_storedfile ORDER BY uploaded_at DESC LIMIT 1"
    )[0]
    uuid = f"{uuid[:8]}-{uuid[8:12]}-{uuid[12:16]}-{uuid[16:20]}-{uuid[20:]}"
    return f"/zh-hans/disclosure-files/{uuid}/{quote(name)}"


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
