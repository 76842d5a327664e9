"""A clerk's answers, typed as an applicant says them."""

from playwright.sync_api import Page

SPOKEN = {
    "description": "Plan of the storm drains in River Bend Road, 2025",
    "applicant_name": "Sun Example",
    "id_document": "Identity card 110101200001010010",
    "phone": "000-5550199",
    "arrival-paper_count": "2",
}
CHOSEN = {"form": "paper", "delivery": "collect", "applicant_kind": "person"}


def register(page: Page) -> None:
    """Fill in the whole screen, without sending it."""
    for name, text in SPOKEN.items():
        page.locator(f"main [name={name}]").fill(text)
    for name, value in CHOSEN.items():
        page.locator(f"main [name={name}][value={value}]").check()
