"""Take the README's pictures: ``python -m tests.browser.screenshots`` from the checkout.

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
# The README is in English, and so is the reviewer's screen in it.
IN_ENGLISH = (
    "from wagtail.users.models import UserProfile; "
    f"UserProfile.objects.filter(user__username='{REVIEWER}').update(preferred_language='en')"
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
        browser.close()


def take_catalog(browser: Browser, demo: Demo) -> None:
    page = browser.new_page(viewport={"width": WIDTH, "height": 900}, base_url=demo.url)
    page.goto("/zh-hans/catalog/")
    take(page, "catalogue.png")


def take_review(browser: Browser, demo: Demo) -> None:
    page = browser.new_page(viewport={"width": WIDTH, "height": 1200}, base_url=demo.url)
    page.goto("/admin/login/")
    page.locator("[name=username]").fill(REVIEWER)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form button[type=submit]").click()
    page.locator("#disclosure-waiting-section a[href*='/review/']").first.click()
    page.wait_for_url("**/disclosure/review/*/")
    page.frame_locator(".disclosure-review__preview").locator("h1").wait_for()
    take(page, "review.png")


def take(page: Page, name: str) -> None:
    target = IMAGES / name
    page.screenshot(path=target)
    if target.stat().st_size > LARGEST:
        Image.open(target).quantize(colors=128).save(target, optimize=True)
    if target.stat().st_size > LARGEST:
        raise SystemExit(f"{target} has more than {LARGEST} bytes.")


if __name__ == "__main__":
    main()
