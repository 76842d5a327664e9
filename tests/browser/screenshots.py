"""Take the pictures of the documents: ``python -m tests.browser.screenshots`` from the checkout.

Builds a demonstration of its own, which takes a minute.
"""

import json
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from tests.browser import casework
from tests.browser.conftest import Receipt
from tests.browser.receipts import look_up
from tests.browser.registering import register
from tests.chromium import CHROMIUM_ARGUMENTS, chromium
from tests.demo import PASSWORD, ROOT, Demo, build, served

IMAGES = ROOT / "docs" / "images"
LARGEST = 300_000
WIDTH = 1280
REVIEWER = "leader"
HEAD = "head"
TRANSLATOR = "translator"
OFFICER = "drafter"
CLERK = "clerk"
CASE_OFFICER = "officer"
STATUS = "/admin/disclosure/translation-status/"
# A file in which somebody changed what says where a string belongs.
WRONG_LINE = """msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgctxt "title"
msgid "水价"
msgstr "Water prices"
"""
# A table of an information officer, with a class that there is none of.
TABLE = """key,class,node,unit,title,created_on
P1,主动公开,060202,supply,东区水厂出厂水水质公示（第九周）,2026-11-02
P2,主动公开,060202,supply,东区水厂出厂水水质公示（第十周）,2026-11-09
P3,全部公开,060202,supply,东区水厂出厂水水质公示（第十一周）,2026-11-16
"""
PARTIAL = "The contract names prices of a third party, which does not agree; the rest is enclosed."
PRICE = "Prices are blacked out: the third party does not agree, and disclosure would harm it."
# The documents are in English, and so are these people's screens in them.
IN_ENGLISH = (
    "from wagtail.users.models import UserProfile; "
    f"people = {[REVIEWER, HEAD, TRANSLATOR, OFFICER, CLERK, CASE_OFFICER, 'office-head']}; "
    "profiles = UserProfile.objects.filter(user__username__in=people); "
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
        take_translating(browser, running)
        take_office(browser, running)
        take_desk(browser, running)
        take_workspace(browser, running)
        take_leading(browser, running)
        take_status(browser, running)
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


def take_translating(browser: Browser, demo: Demo) -> None:
    """What a translator sees: the numbers, the editor, a file with a wrong line."""
    page = signed_in(browser, demo, TRANSLATOR, height=1100)
    page.goto(STATUS)
    take(page, "translation-status.png")
    page.set_viewport_size({"width": WIDTH, "height": 800})
    page.goto(f"{STATUS}?state=stale")
    page.locator("form[action*='/translate/'] button").first.click()
    page.wait_for_url("**/edit/")
    page.get_by_role("button", name="Edit", exact=True).first.wait_for()
    take(page, "translate-editor.png")
    page.set_viewport_size({"width": WIDTH, "height": 500})
    page.goto(f"{STATUS}upload/")
    wrong = {"name": "strings.po", "mimeType": "text/plain", "buffer": WRONG_LINE.encode()}
    page.locator("input[type=file]").set_input_files(wrong)
    page.locator("main form button[type=submit]").click()
    page.locator(".error-message, .w-field__errors").first.wait_for()
    take(page, "upload-strings.png")


def take_office(browser: Browser, demo: Demo) -> None:
    """What an information officer works with: the work list, the matrix, an import."""
    page = signed_in(browser, demo, OFFICER, height=900)
    page.goto("/admin/disclosure/work-list/")
    take(page, "work-list.png")
    page.goto("/admin/disclosure/obligations/")
    take(page, "obligations.png")
    page.goto("/admin/disclosure/import/")
    table = {"name": "water.csv", "mimeType": "text/csv", "buffer": TABLE.encode()}
    page.locator("[name=file]").set_input_files(table)
    page.locator("[name=name]").fill("Water quality")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/columns/")
    page.locator("form:has([name=kind]) button[type=submit]").click()
    page.wait_for_url("**/import/*/?watch")
    page.locator("button[name=action][value=confirm]").wait_for()
    take(page, "import.png")


def take_desk(browser: Browser, demo: Demo) -> None:
    """What a clerk works with: the screen, the receipt; and the papers of the office."""
    page = signed_in(browser, demo, CLERK, height=1150)
    page.goto("/admin/disclosure/register/?language=en")
    register(page)
    take(page, "register.png")
    page.set_viewport_size({"width": WIDTH, "height": 900})
    page.locator("main form button[type=submit]").click()
    page.locator("#receipt-number").wait_for()
    take(page, "register-receipt.png")
    page = signed_in(browser, demo, "office-head", height=600)
    page.goto("/admin/disclosure/register/papers/")
    take(page, "papers.png")


def take_workspace(browser: Browser, demo: Demo) -> None:
    """A request about which a third party was asked, as its officer sees it."""
    page = signed_in(browser, demo, CASE_OFFICER, height=1400)
    page.goto("/admin/disclosure/cases/?waiting=others")
    page.locator("main tbody a").first.click()
    page.locator("#asked-section").wait_for()
    take(page, "workspace.png")

    page.set_viewport_size({"width": WIDTH, "height": 800})
    page.goto(casework.INBOX)
    take(page, "requests.png")
    page.set_viewport_size({"width": WIDTH, "height": 2600})
    open_extended(page, demo)
    answer = {"outcome": casework.key_of(demo, "outcome", "partly-granted"), "text": PARTIAL}
    casework.attempt(page, "draft", "Found the contract", **answer)
    ground = casework.key_of(demo, "exemption", "cn-ogi-15-trade-secret")
    document = {"title": "Contract of 2024", "decision": "released_in_part", "explanation": PRICE}
    form = casework.form_of(page, "add-item")
    for name, value in {**document, "exemptions": [ground]}.items():
        casework.put(form, name, value)
    take(page.locator("#step-add-item"), "add-document.png")


def take_leading(browser: Browser, demo: Demo) -> None:
    """What the head of the office decides: more time, and an answer that somebody else wrote."""
    page = signed_in(browser, demo, "office-head", height=900)
    open_extended(page, demo)
    take(page, "more-time.png")
    page.goto(f"{casework.INBOX}?waiting=review")
    page.locator("main tbody a").first.click()
    page.locator("#clear-section").wait_for()
    take(page, "clear-answer.png")


def open_extended(page: Page, demo: Demo) -> None:
    """Open the case for which more time was proposed."""
    key = demo.value(
        "SELECT case_id FROM wagtail_disclosure_cases_extension WHERE state = 'proposed'"
    )
    page.goto(f"{casework.INBOX}{key}/")
    page.locator("#timeline-section").wait_for()


def take_status(browser: Browser, demo: Demo) -> None:
    """What an applicant reads whose answer takes longer."""
    run = demo.manage("shell", "--command", "from tests.browser import states; states.make()")
    if run.returncode:
        raise SystemExit(run.stderr)
    made = json.loads(run.stdout.splitlines()[-1])["en"]["extended"]
    page = browser.new_page(viewport={"width": WIDTH, "height": 1200}, base_url=demo.url)
    look_up(page, "en", Receipt(made["number"], made["secret"]))
    take(page, "status.png")


def signed_in(browser: Browser, demo: Demo, username: str, *, height: int) -> Page:
    page = browser.new_page(viewport={"width": WIDTH, "height": height}, base_url=demo.url)
    page.goto("/admin/login/")
    page.locator("[name=username]").fill(username)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form button[type=submit]").click()
    page.wait_for_url("**/admin/")
    return page


def take(page: Page | Locator, name: str) -> None:
    target = IMAGES / name
    page.screenshot(path=target)
    if target.stat().st_size > LARGEST:
        Image.open(target).quantize(colors=128).save(target, optimize=True)
    if target.stat().st_size > LARGEST:
        raise SystemExit(f"{target} has more than {LARGEST} bytes.")


if __name__ == "__main__":
    main()
