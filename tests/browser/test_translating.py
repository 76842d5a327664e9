"""A translation from the report of what is missing through its review to visitors."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import SignIn
from tests.browser.inspection import violations
from tests.browser.test_importing import downloaded
from tests.browser.test_reviewing import (
    CONFIRM,
    address_in,
    open_review,
    rows_of,
    send,
    title_in,
)
from tests.demo import Demo

pytestmark = pytest.mark.browser

# An entry of the demonstration that no other browser test needs; its unit's head reviews it.
ENTRY = "E003"
WORDS = "Ask the water counter when in doubt."
STATUS = "/admin/disclosure/translation-status/"
# The question of the demonstration that there is in Chinese only.
UNTRANSLATED = "受理处的自助查询机怎么用？"
MISSING, IN_PROGRESS, SHARE = "Missing", "In progress", "Done"


def test_a_translator_sends_to_the_review_instead_of_publishing(
    demo: Demo, sign_in: SignIn
) -> None:
    address = address_in(demo, ENTRY, "en")
    page = sign_in("translator")
    page.goto(f"/admin/pages/{rows_of(demo, ENTRY)['en'][0]}/edit/")
    add_to_the_summary(page, WORDS)
    button = page.locator("button[name=action][value=publish]")
    expect(button).to_have_text("Send to translation review: English")
    expect(page.locator("footer")).not_to_contain_text("Publish")
    with page.expect_navigation():
        button.click()
    expect(page.locator(".messages")).to_contain_text("Sent to translation review")
    assert WORDS not in demo.get(address)[1].decode()

    reviewer = sign_in("head")
    open_review(reviewer, title_in(demo, ENTRY, "en"))
    expect(reviewer.frame_locator(".disclosure-review__preview").locator("main")).to_contain_text(
        WORDS
    )
    send(reviewer, CONFIRM, "译文准确")
    assert WORDS in demo.get(address)[1].decode()


def test_what_is_missing_is_found_in_the_report_and_begun_with_one_click(
    demo: Demo, sign_in: SignIn
) -> None:
    page = sign_in("translator")
    page.goto(STATUS)
    assert violations(page, "main") == []
    originals = demo.value(
        "SELECT count(*) FROM wagtail_disclosure_catalog_faqpage "
        "JOIN wagtailcore_page page ON page.id = page_ptr_id "
        "JOIN wagtailcore_locale locale ON locale.id = locale_id "
        "WHERE live AND language_code = 'zh-hans'"
    )
    before = numbers_of_questions(page)
    assert sum(before[state] for state in before if state != SHARE) == originals
    assert before[SHARE] < 100

    line_of_questions(page).locator(f"td[data-label='{MISSING}'] a").click()
    rows = page.locator("#listing-results tbody tr")
    expect(rows).to_have_count(before[MISSING])
    page.get_by_role("button", name="Actions", exact=True).click()
    exported = downloaded(page.locator("a[href*='export=csv']"))
    assert len(exported) == 1 + before[MISSING]
    assert UNTRANSLATED in str(exported)

    rows.filter(has_text=UNTRANSLATED).get_by_role("button").click()
    page.wait_for_url(re.compile(r"/admin/pages/\d+/edit/"))
    expect(page.locator("main")).to_contain_text(UNTRANSLATED)
    write(page, page.get_by_role("button", name="Translate", exact=True).first, "The kiosk")
    page.goto(STATUS)
    after = numbers_of_questions(page)
    changed = {MISSING: before[MISSING] - 1, IN_PROGRESS: before[IN_PROGRESS] + 1}
    assert after == {**before, **changed}


def line_of_questions(page: Page) -> Locator:
    label = page.get_by_role("rowheader", name="Questions", exact=True)
    return page.locator(".disclosure-totals tr", has=label)


def numbers_of_questions(page: Page) -> dict[str, int]:
    """How many questions are in each state, and the share that is done, in per cent."""
    cells = line_of_questions(page).locator("td:not([data-label='In all'])").all()
    return {
        cell.get_attribute("data-label"): int(re.match(r"\d+", cell.inner_text())[0])
        for cell in cells
    }


def add_to_the_summary(page: Page, words: str) -> None:
    """Edit the segment below the heading *Summary* as a translator does, and keep it."""
    # The editor's own class names are made up anew with each of its versions.
    heading = page.get_by_role("heading", name="Summary")
    segment = heading.locator("xpath=following::li[.//button][1]")
    write(page, segment.get_by_role("button", name="Edit", exact=True), f" {words}")


def write(page: Page, edit: Locator, words: str) -> None:
    """Open the segment of that button, add to what it says, and keep it."""
    edit.click()
    field = page.locator("textarea")
    field.fill(field.input_value() + words)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(field).to_have_count(0)
    expect(page.locator("main")).to_contain_text(words.strip())
