"""A translation from wagtail-localize's editor through its review to visitors."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SignIn
from tests.browser.test_reviewing import (
    CONFIRM,
    address_in,
    open_review,
    rows_of,
    send,
    title_in,
)
from tests.demo import Demo

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]

# An entry of the demonstration that no other browser test needs; its unit's head reviews it.
ENTRY = "E003"
WORDS = "Ask the water counter when in doubt."


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


def add_to_the_summary(page: Page, words: str) -> None:
    """Edit the segment below the heading *Summary* as a translator does, and keep it."""
    # The editor's own class names are made up anew with each of its versions.
    heading = page.get_by_role("heading", name="Summary")
    segment = heading.locator("xpath=following::li[.//button][1]")
    segment.get_by_role("button", name="Edit", exact=True).click()
    field = page.locator("textarea")
    field.fill(f"{field.input_value()} {words}")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(field).to_have_count(0)
    expect(page.locator("main")).to_contain_text(words)
