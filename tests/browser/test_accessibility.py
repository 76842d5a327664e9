"""WCAG 2.2 AA, as far as programs can tell, on paper white and in the dark, phone to desktop."""

from collections.abc import Iterable, Iterator

import pytest
from playwright.sync_api import Page, Response, expect

from tests.browser.conftest import NewContext, Receipt, SignIn, Tokens, opened
from tests.browser.filling import GO_ON
from tests.browser.inspection import faults, too_wide, violations
from tests.browser.pages import CALCULATED, visits
from tests.demo import Demo

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 800}
DESKTOP = {"width": 1280, "height": 800}
# What a desktop has left for a page at 200 %.
HALF_A_DESKTOP = {"width": 640, "height": 400}
SCREENS = ((PHONE, "light"), (DESKTOP, "light"), (DESKTOP, "dark"))
LANGUAGES = ("zh-hans", "en")
LIFECYCLE = ("links", "dead", "expiry", "files")
NOT_FOUND = {"address without a page", "alert that is gone", "request that is gone"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_public_pages_have_no_faults(
    demo: Demo,
    new_context: NewContext,
    answered_request: Receipt,
    alerts: dict[str, Tokens],
    language: str,
) -> None:
    page = opened(new_context())
    found = {}
    for name, visit in visits(demo, language, answered_request, alerts[language]):
        response = visit(page)
        if isinstance(response, Response):
            assert response.ok == (name not in NOT_FOUND), name
        if faults_here := list(faults_on_every_screen(page, language)):
            found[name] = faults_here
    assert found == {}


def faults_on_every_screen(page: Page, language: str) -> Iterator[str]:
    page.set_viewport_size(HALF_A_DESKTOP)
    # It is laid out as on a phone, if it fits.
    yield from (f"at 200 %: {fault}" for fault in too_wide(page))
    for size, colors in SCREENS:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=colors)
        yield from (f"{size['width']}, {colors}: {fault}" for fault in faults(page, language))


def test_a_planted_fault_is_found(new_context: NewContext) -> None:
    page = opened(new_context(viewport=PHONE))
    page.set_content(
        '<html><body><h1>One</h1><h1>Two</h1><input><img src="data:,">'
        '<p style="color: #aaa; width: 800px">Pale and wide</p></body></html>'
    )
    found = "\n".join(faults(page, "en"))
    rules = ("image-alt", "label", "color-contrast", "html-has-lang", "document-title")
    assert [rule for rule in rules if f"{rule}:" not in found] == []
    for words in ("language is None", "2 main headings", "has no title", "800"):
        assert words in found


def test_the_screens_of_officers_and_reviewers_have_no_faults(demo: Demo, sign_in: SignIn) -> None:
    waiting = demo.value(
        "SELECT max(task.id) FROM wagtailcore_taskstate task "
        "JOIN wagtailcore_workflowstate state ON state.current_task_state_id = task.id "
        "JOIN wagtailcore_task ON wagtailcore_task.id = task.task_id "
        "JOIN wagtail_disclosure_review_reviewtask ON task_ptr_id = task.task_id "
        "JOIN wagtail_disclosure_catalog_entrypage ON CAST(page_ptr_id AS text) = state.object_id "
        "JOIN wagtailcore_page page ON page.id = page_ptr_id "
        "AND page.content_type_id = state.content_type_id "
        "WHERE task.status = 'in_progress' AND role = 'unit_head'"
    )
    case = demo.value(
        "SELECT min(id) FROM wagtail_disclosure_cases_case WHERE state = 'in_progress'"
    )
    category = demo.value("SELECT min(page_ptr_id) FROM wagtail_disclosure_catalog_categorypage")
    drafting = f"/admin/pages/add/wagtail_disclosure_catalog/entrypage/{category}/"
    entry = demo.value(
        "SELECT min(page_ptr_id) FROM wagtail_disclosure_catalog_entrypage WHERE import_key = ?",
        "E002",
    )
    clearance = demo.value(
        "SELECT clearance_id FROM wagtail_disclosure_catalog_entrypage WHERE page_ptr_id = ?", entry
    )
    withdraw = f"/admin/disclosure/review/withdraw/wagtail_disclosure_catalog/entrypage/{entry}/"
    batch, row = demo.rows(
        "SELECT batch_id, min(id) FROM wagtail_disclosure_review_batchitem GROUP BY batch_id"
    )[0]
    screens = {
        "head": (
            "/admin/",
            f"/admin/disclosure/review/{waiting}/",
            f"/admin/disclosure/review/{waiting}/class/",
            "/admin/disclosure/review/",
            "/admin/disclosure/deputies/",
            "/admin/disclosure/deputies/new/",
            "/admin/disclosure/review/batches/",
            f"/admin/disclosure/review/batches/{batch}/",
            f"/admin/disclosure/review/batches/{batch}/{row}/",
        ),
        "officer": ("/admin/", "/admin/disclosure/cases/", f"/admin/disclosure/cases/{case}/"),
        "drafter": (
            "/admin/disclosure/entries/",
            "/admin/disclosure/faqs/",
            drafting,
            f"{drafting}?class=on_request",
            "/admin/disclosure/exempt-items/",
        ),
        "office-head": (
            "/admin/disclosure/clearances/",
            f"/admin/disclosure/clearances/{clearance}/",
            withdraw,
            f"/admin/disclosure/classes/entries/{entry}/",
            "/admin/disclosure/classes/re-review/",
            "/admin/disclosure/calendarchange/new/",
            f"/admin/disclosure/deadlines/?{CALCULATED}",
        ),
    }
    found = {}
    for username, addresses in screens.items():
        found |= faults_of(sign_in(username), addresses)
    assert found == {}


def test_the_screens_of_the_catalog_have_no_faults(demo: Demo, sign_in: SignIn) -> None:
    office = sign_in("office-head")
    obligation, begin = demo.rows(
        "SELECT obligation_id, period_begins_on FROM wagtail_disclosure_catalog_fulfillment"
    )[0]
    entries = demo.rows(
        "SELECT page_ptr_id FROM wagtail_disclosure_catalog_entrypage "
        "JOIN wagtail_disclosure_core_unit unit ON unit.id = responsible_unit_id "
        "WHERE import_key <> '' AND unit.code = 'supply' ORDER BY page_ptr_id LIMIT 2"
    )
    several = "&".join(f"id={key}" for (key,) in entries)
    item = demo.value("SELECT min(id) FROM wagtail_disclosure_catalog_exemptitem")
    screens = {
        "drafter": (
            "/admin/disclosure/work-list/",
            f"/admin/disclosure/timeliness/{entries[0][0]}/",
            f"/admin/bulk/wagtailcore/page/disclosure_edit_entries/?{several}",
        ),
        "office-head": (
            "/admin/disclosure/work-list/?kind=late",
            "/admin/disclosure/obligations/",
            f"/admin/disclosure/obligations/{obligation}/{begin}/",
            "/admin/disclosure/publicationobligation/",
            "/admin/disclosure/publicationobligation/new/",
            "/admin/disclosure/timeliness/",
            *(f"/admin/disclosure/lifecycle/?show={part}" for part in LIFECYCLE),
            "/admin/disclosure/hand-overs/",
            hand_over(office),
            "/admin/disclosure/exempt-items/",
            f"/admin/disclosure/exempt-items/inspect/{item}/",
        ),
        "translator": ("/admin/disclosure/translation-status/upload/",),
        "admin": ("/admin/disclosure/intakewindow/", "/admin/disclosure/intakewindow/new/"),
    }
    found = {}
    for username, addresses in screens.items():
        found |= faults_of(sign_in(username), addresses)
    assert found == {}


def hand_over(page: Page) -> str:
    """Hand over what is of a year, enter the receipt, and say where that is shown."""
    page.goto("/admin/disclosure/hand-overs/")
    for name, text in {"recipient": "示例市档案馆", "year": "2025"}.items():
        page.locator(f"[name={name}]").fill(text)
    page.locator("main form button[type=submit]").click()
    receipt = {"number": "档收〔2026〕12号", "received_on": "2026-01-05", "received_by": "周存"}
    for name, text in receipt.items():
        page.locator(f"[name={name}]").fill(text)
    page.locator("main form button[type=submit]").click()
    expect(page.locator("main dl")).to_contain_text(receipt["number"])
    expect(page.locator("[name=received_on]")).to_have_value(receipt["received_on"])
    return page.url


def faults_of(page: Page, addresses: Iterable[str]) -> dict[str, list[str]]:
    """What axe finds on screens of ours in the admin, by address."""
    found = {}
    for address in addresses:
        assert page.goto(address).ok, address
        # Wagtail's own frame around our screens is Wagtail's to mend.
        within = "#disclosure-waiting-section" if address == "/admin/" else "main"
        if faults_here := violations(page, within):
            found[address] = faults_here
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_key_leads_past_the_header_and_on_to_the_search(
    visitor: Page, language: str
) -> None:
    visitor.goto(f"/{language}/")
    visitor.keyboard.press("Tab")
    skip = visitor.locator(".disclosure-skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    visitor.keyboard.press("Enter")
    expect(visitor.locator("main")).to_be_focused()
    visitor.keyboard.press("Tab")
    expect(visitor.locator("[name=q]")).to_be_focused()
    visitor.keyboard.type("water")
    visitor.keyboard.press("Enter")
    visitor.wait_for_url(f"**/{language}/search/?q=water")


def test_the_request_form_can_be_filled_in_by_keyboard_in_the_order_of_its_questions(
    new_context: NewContext,
) -> None:
    page = opened(new_context(viewport=DESKTOP))
    page.goto("/en/request/")
    in_order = page.eval_on_selector_all(
        "main input:not([type=hidden]):not([tabindex='-1']), main textarea",
        "fields => [...new Set(fields.map(field => field.name))]",
    )
    page.locator("main").focus()
    reached = []
    for _key in range(len(in_order)):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.name"))
        ring = page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
        assert ring >= 3, f"{reached[-1]} shows no focus"
    assert reached == in_order
    page.keyboard.press("Tab")
    expect(page.locator(GO_ON)).to_be_focused()


def test_a_wide_page_is_found(new_context: NewContext) -> None:
    page = opened(new_context(viewport=HALF_A_DESKTOP))
    page.set_content("<div style='width: 700px'>Wide</div>")
    assert list(too_wide(page)) == ["is 708 wide on a screen of 640"]
