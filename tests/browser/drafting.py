"""Drafting an entry in the admin, the class first, and sending it to review."""

import re
from dataclasses import dataclass
from urllib.parse import quote

from playwright.sync_api import Page, expect

from tests.browser.pages import public_address
from tests.demo import ROOT, Demo

CATEGORY_CODE = "030102"
FILE = ROOT / "example_site" / "data" / "files" / "E001.pdf"
TEXT = "到2030年，城乡供水同源、同网、同质、同服务。"


@dataclass(frozen=True)
class Drafted:
    """Where what was drafted will be, once it is public."""

    page_id: int
    title: str
    address: str
    file_address: str
    category_address: str

    @property
    def addresses(self) -> tuple[str, str]:
        return self.address, self.file_address


def draft(demo: Demo, page: Page, title: str) -> Drafted:
    """Draft an open entry with text and a file, and submit it for review."""
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
    decide_the_class(page, title)
    page_id = int(re.search(r"/admin/pages/(\d+)/edit/", page.url)[1])
    write(page)
    submit(page)
    return Drafted(
        page_id=page_id,
        title=title,
        address=public_address(
            demo.value("SELECT url_path FROM wagtailcore_page WHERE id = ?", page_id), "zh-hans"
        ),
        file_address=address_of_newest_file(demo),
        category_address=public_address(path, "zh-hans"),
    )


def decide_the_class(page: Page, title: str) -> None:
    assert page.locator("input[name=class]:checked").count() == 0, "the class is a decision"
    page.locator("input[name=class][value=proactive]").check()
    page.locator("main form button[type=submit]").click()
    page.locator("input[name=title]").fill(title)
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


def address_of_newest_file(demo: Demo) -> str:
    uuid, name = demo.rows(
        "SELECT id, name FROM wagtail_disclosure_core_storedfile ORDER BY uploaded_at DESC LIMIT 1"
    )[0]
    return file_address(uuid, name)


def file_address(uuid: str, name: str) -> str:
    """The public address of a file, from its row."""
    uuid = f"{uuid[:8]}-{uuid[8:12]}-{uuid[12:16]}-{uuid[16:20]}-{uuid[20:]}"
    return f"/zh-hans/disclosure-files/{uuid}/{quote(name)}"
