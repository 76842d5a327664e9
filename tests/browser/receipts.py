"""From the request form to a receipt, and with it to the page that says how the request stands."""

from playwright.sync_api import Page

from tests.browser.conftest import Receipt
from tests.browser.filling import complete


def ask(page: Page, language: str, answers: dict[str, str]) -> Receipt:
    """From the start page to the receipt."""
    page.goto(f"/{language}/")
    page.locator(f"header a[href='/{language}/request/']").click()
    complete(page, answers)
    return read_receipt(page)


def read_receipt(page: Page) -> Receipt:
    return Receipt(
        page.locator("#receipt-number").inner_text(), page.locator("#receipt-secret").inner_text()
    )


def look_up(page: Page, language: str, receipt: Receipt) -> None:
    """Open the request with what its receipt says."""
    page.goto(f"/{language}/status/")
    page.locator("main [name=number]").fill(receipt.number)
    page.locator("main [name=secret]").fill(receipt.secret)
    with page.expect_navigation():
        page.locator("main form button[type=submit]").click()
