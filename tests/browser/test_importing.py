"""An officer's table becomes drafts for the reviewers: upload, columns, preview, confirmation."""

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import SignIn
from tests.browser.inspection import violations
from tests.demo import Demo

pytestmark = pytest.mark.browser

ADDRESS = "/admin/disclosure/import/"
NAME = "九月管网水质公报"
TITLE = "信息标题"
WRONG = "示例市排水管网普查公报"
TABLE = f"""编号,公开属性,类目,责任科室,{TITLE},成文日期
N1,主动公开,060202,supply,示例市管网末梢水质公报（一）,2026年9月7日
N2,主动公开,060202,drainage,{WRONG},2026-13-40
N3,主动公开,060202,supply,示例市管网末梢水质公报（二）,2026/9/14
"""
GUESSED = ["key", "class", "node", "unit", "", "created_on"]
DRAFTS = (
    "SELECT import_key, title, live, created_on FROM wagtail_disclosure_catalog_entrypage "
    "JOIN wagtailcore_page ON id = page_ptr_id WHERE import_key IN ('N1', 'N2', 'N3') "
    "ORDER BY import_key"
)


def test_a_table_becomes_drafts_without_its_wrong_row(demo: Demo, sign_in: SignIn) -> None:
    page = sign_in("drafter")
    page.goto(ADDRESS)
    assert violations(page, "main") == []
    upload(page)
    say_what_the_columns_are(page)
    preview_shows_what_is_wrong(page)
    assert demo.rows(DRAFTS) == [], "trying out writes nothing"
    page.locator("button[name=action][value=confirm]").click()
    batch = page.locator("main a[href*='/review/batches/']")
    expect(batch).to_contain_text(NAME)
    assert violations(page, "main") == []
    assert demo.rows(DRAFTS) == [
        ("N1", "示例市管网末梢水质公报（一）", False, "2026-09-07"),
        ("N3", "示例市管网末梢水质公报（二）", False, "2026-09-14"),
    ]
    head = sign_in("head")
    head.goto(batch.get_attribute("href"))
    expect(head.locator(".disclosure-batches tbody tr")).to_have_count(2)
    page.goto(ADDRESS)
    expect(page.locator("main tbody tr", has_text=NAME)).to_have_count(1)


def upload(page: Page) -> None:
    """As a Chinese spreadsheet program saves it."""
    content = TABLE.encode("gb18030")
    page.locator("[name=file]").set_input_files(
        {"name": "公报.csv", "mimeType": "text/csv", "buffer": content}
    )
    page.locator("[name=name]").fill(NAME)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/columns/")


def say_what_the_columns_are(page: Page) -> None:
    fields = page.locator("main select[name^=column_]")
    expect(fields).to_have_count(len(GUESSED))
    assert [field.input_value() for field in fields.all()] == GUESSED
    assert violations(page, "main") == []
    submit = page.locator("form:has([name=kind]) button[type=submit]")
    submit.click()
    # Without a title nothing can be tried out, and what was guessed stays.
    expect(page.locator("main [role=alert]")).to_be_visible()
    title = page.get_by_label(TITLE, exact=True)
    title.select_option("title_zh")
    submit.click()
    page.wait_for_url("**/import/*/?watch")


def preview_shows_what_is_wrong(page: Page) -> None:
    rows = page.locator("main tbody tr")
    expect(rows).to_have_count(3)
    expect(rows.filter(has_text=WRONG)).to_contain_text("drainage")
    assert violations(page, "main") == []
    page.locator("main nav a[href='?outcome=error']").click()
    expect(rows).to_have_count(1)
    download = page.locator("main a[download]")
    errors = downloaded(download)
    assert [row[:2] for row in errors[1:]] == [["3", "N2"], ["3", "N2"]]
    assert any("drainage" in row[-1] for row in errors)
    assert WRONG not in str(errors), "it might be exempt"


def downloaded(link: Locator) -> list[list[str]]:
    """The rows of the CSV file behind a link."""
    with link.page.expect_download() as download:
        link.click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert text.startswith("\ufeff"), "spreadsheet programs need the mark"
    return list(csv.reader(text.removeprefix("\ufeff").splitlines()))
