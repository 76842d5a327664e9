"""What applicants write into the request form that the package ships, page by page."""

from playwright.sync_api import Page

# The first button is for the Enter key only.
GO_ON = "main form button.disclosure-button:not([name])"
CHECKED = "main .disclosure-answers"
SUGGESTED = "main .disclosure-actions > a.disclosure-button:not([href*='status'])"
FASTEST = 3_000
DESCRIPTION = "2024年城区老旧供水管网改造的项目清单和完成情况。"
CHINESE = {
    "description": DESCRIPTION,
    "document_date": "２０２４年１２月３１日",
    "form": "electronic",
    "delivery": "email",
    "applicant_kind": "person",
    "applicant_name": "卫示例",
    "id_document-kind": "passport",
    "id_document-number": "E00000001",
    "email": "wei@citizen.example",
    "consent": "on",
}
ENGLISH = {
    **CHINESE,
    "description": "The length of water mains replaced in 2024.",
    "document_date": "",
    "delivery": "collect",
    "applicant_name": "Jo Sample",
    "email": "jo@citizen.example",
}


def fill(page: Page, answers: dict[str, str]) -> None:
    """Answer those questions that are on this page."""
    for name, value in answers.items():
        field = page.locator(f"main [name='{name}']").first
        if field.count() == 0:
            continue
        kind = field.get_attribute("type")
        if kind == "radio":
            page.locator(f"main [name='{name}'][value='{value}']").check()
        elif kind == "checkbox":
            field.check()
        elif field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def go_on(page: Page) -> None:
    """Press the button that leads on, and wait for where it leads."""
    with page.expect_navigation():
        page.locator(GO_ON).click()


def fill_to_the_end(page: Page, answers: dict[str, str]) -> None:
    """From the first page of the form to the one that sends it, its box ticked."""
    while True:
        fill(page, answers)
        if page.locator(CHECKED).count():
            return
        go_on(page)
        skip_suggestions(page)


def skip_suggestions(page: Page) -> None:
    """Go on where something public is offered first."""
    if page.locator(SUGGESTED).count():
        with page.expect_navigation():
            page.locator(SUGGESTED).click()


def complete(page: Page, answers: dict[str, str]) -> None:
    """From the first page of the form to the receipt."""
    fill_to_the_end(page, answers)
    go_on(page)
    if page.locator(CHECKED).count():
        # Whoever is as fast as a program is asked to press the button again.
        page.wait_for_timeout(FASTEST)
        go_on(page)
