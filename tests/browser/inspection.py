"""What is wrong with a page that a browser shows, in words."""

from collections.abc import Iterator

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WCAG = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
# What passes is not told: telling it takes longer than finding it.
OPTIONS = {"runOnly": WCAG, "resultTypes": ["violations"]}
AXE = Axe()
LANGUAGE_TAGS = {"zh-hans": "zh-Hans", "en": "en"}


def violations(page: Page, within: str = "html") -> list[str]:
    """What axe finds inside ``within``, each with the element that it is about."""
    page.locator(within).wait_for()
    found = AXE.run(page, context=within, options=OPTIONS).response["violations"]
    return [
        f"{violation['id']}: {node['html']} ({node['failureSummary']})"
        for violation in found
        for node in violation["nodes"]
    ]


def structural_faults(page: Page, language: str) -> Iterator[str]:
    """What no page of ours may lack or have."""
    tag = page.locator("html").get_attribute("lang")
    if tag != LANGUAGE_TAGS[language]:
        yield f"says that its language is {tag}"
    headings = page.locator("h1").count()
    if headings != 1:
        yield f"has {headings} main headings"
    if not page.title():
        yield "has no title"
    if page.locator("main").count() != 1:
        yield "has not one main region"
    # What is data is not executed, and a policy for scripts does not concern it.
    scripts = "script:not([src]):not([type='application/ld+json'])"
    if page.locator(f"{scripts}, style, [style]").count():
        yield "has scripts or styles within its markup"
    yield from too_wide(page)


def too_wide(page: Page) -> Iterator[str]:
    """Whether one must scroll sideways to read the page."""
    wide, available = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    if wide > available:
        yield f"is {wide} wide on a screen of {available}"


def faults(page: Page, language: str) -> list[str]:
    return [*structural_faults(page, language), *violations(page)]
