"""Take the pictures of the documents: ``python -m tests.browser.screenshots`` from the checkout.

Builds a demonstration of its own, which takes a minute.
"""

import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import CHROMIUM_ARGUMENTS, chromium
from tests.demo import PASSWORD, ROOT, Demo, build, served

IMAGES = ROOT / "docs" / "images"
LARGEST = 300_000
WIDTH = 1280
REVIEWER = "leader"
HEAD = "head"
# The documents are in English, and so are the reviewers' screens in them.
IN_ENGLISH = (
    "from wagtail.users.models import UserProfile; "
    f"profiles = UserProfile.objects.filter(user__username__in={[REVIEWER, HEAD]}); "
    "profiles.update(preferred_language='en')"
)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        demo = build(Path(folder) / "demo")[0]
        if demo.manage("shell", "--command", IN_ENGLISH).returncode:
            raise SystemExit("The demonstration was not built.")
        take_all(demo)


def take_all(demo: Demo) -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with served(demo) as running, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=[*CHROMIUM_ARGUMENTS, "--no-sandbox"]
        )
        take_catalog(browser, running)
        take_review(browser, running)
        take_several(browser, running)
        browser.close()


def take_catalog(browser: Browser, demo: Demo) -> None:
    page = browser.new_page(viewport={"width": WIDTH, "height": 900}, base_url=demo.url)
    page.goto("/zh-hans/catalog/")
    take(page, "catalogue.png")


def take_review(browser: Browser, demo: Demo) -> None:
    page = signed_in(browser, demo, REVIEWER, height=1200)
    page.locator("#disclosure-waiting-section a[href*='/review/']").first.click()
    page.wait_for_url("**/disclosure/review/*/")
    page.frame_locator(".disclosure-review__preview").locator("h1").wait_for()
    take(page, "review.png")


def take_several(browser: Browser, demo: Demo) -> None:
    """The lists of a unit's head: what waits, and a batch."""
    page = signed_in(browser, demo, HEAD, height=800)
    page.goto("/admin/disclosure/review/")
    take(page, "my-reviews.png")
    page.goto("/admin/disclosure/review/batches/")
    page.locator(".disclosure-batches a, main table a").first.click()
    page.wait_for_url("**/batches/*/")
    take(page, "batch.png")


def signed_in(browser: Browser, demo: Demo, username: str, *, height: int) -> Page:
    page = browser.new_page(viewport={"width": WIDTH, "height": height}, base_url=demo.url)
    page.goto("/admin/login/")
    page.locator("[name=username]").fill(username)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form button[type=submit]").click()
    page.wait_for_url("**/admin/")
    return page


def take(page: Page, name: str) -> None:
    target = IMAGES / name
    page.screenshot(path=target)
    if target.stat().st_size > LARGEST:
        Image.open(target).quantize(colors=128).save(target, optimize=True)
    if target.stat().st_size > LARGEST:
        raise SystemExit(f"{target} has more than {LARGEST} bytes.")


if __name__ == "__main__":
    main()
