"""Citizens narrow a search by facets: with a mouse and no JavaScript, and with keys alone."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewContext, opened
from tests.browser.test_keyboard import tab_to
from tests.demo import Demo

pytestmark = pytest.mark.browser

WORDS = "供水"
UNIT, UNIT_NAME = "supply", "供水管理事务中心"
OF_A_UNIT = (
    "SELECT unit.code, count(*) FROM wagtail_disclosure_catalog_entrypage "
    "JOIN wagtail_disclosure_core_unit unit ON unit.id = responsible_unit_id "
    "JOIN wagtailcore_page page ON page.id = page_ptr_id "
    "JOIN wagtailcore_locale locale ON locale.id = page.locale_id "
    "WHERE live AND language_code = 'zh-hans' GROUP BY unit.code"
)


def test_facets_count_and_narrow_without_javascript(demo: Demo, visitor: Page) -> None:
    visitor.goto("/zh-hans/search/?q=")
    by_unit = dict(demo.rows(OF_A_UNIT))
    assert counts_of(visitor, "unit") == by_unit
    assert found(visitor) == sum(by_unit.values())

    visitor.locator("[name=q]").fill(WORDS)
    visitor.locator("[role=search] button").click()
    before, counts = found(visitor), counts_of(visitor, "unit")
    assert 0 < counts[UNIT] < before == sum(counts.values())
    every_hit_is_marked(visitor)

    visitor.locator("summary", has_text="责任单位").click()
    visitor.locator(f"[name=unit][value={UNIT}]").check()
    visitor.get_by_role("button", name="显示结果").click()
    assert parse_qs(urlsplit(visitor.url).query)["unit"] == [UNIT]
    assert found(visitor) == counts[UNIT]
    hits = visitor.locator(".disclosure-list > li")
    expect(hits).to_have_count(counts[UNIT])
    expect(hits.filter(has_text=UNIT_NAME)).to_have_count(counts[UNIT])
    every_hit_is_marked(visitor)
    assert counts_of(visitor, "unit") == counts, "other values say what they would find"

    visitor.locator(".disclosure-choices a", has_text=UNIT_NAME).click()
    assert found(visitor) == before


def test_facets_are_opened_chosen_and_sent_with_keys_alone(new_context: NewContext) -> None:
    page = opened(new_context(viewport={"width": 390, "height": 800}))
    page.goto("/zh-hans/search/")
    page.locator("[name=q]").focus()
    page.keyboard.type(WORDS)
    expect(page.locator("datalist option").first).to_be_attached()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    before = found(page)
    number = counts_of(page, "unit")[UNIT]
    page.locator("main").focus()
    tab_to(page, ".disclosure-filter > summary")
    page.keyboard.press("Enter")
    tab_to(page, ".disclosure-facet:has([name=unit]) > summary")
    page.keyboard.press("Enter")
    tab_to(page, f"[name=unit][value={UNIT}]")
    page.keyboard.press("Space")
    tab_to(page, ".disclosure-filter button")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**unit={UNIT}**")
    assert found(page) == number < before


def found(page: Page) -> int:
    """The number in the heading of the results, on a page that may just have been opened."""
    page.wait_for_load_state()
    return int(re.search(r"\d+", page.locator("#results").inner_text().split("”")[-1])[0])


def counts_of(page: Page, facet: str) -> dict[str, int]:
    """What stands behind each value of a facet, also of those that are folded away."""
    read = "options => options.map(one => [one.querySelector('input').value, "
    read += "Number(one.querySelector('.disclosure-count').textContent)])"
    return dict(page.eval_on_selector_all(f"label:has([name={facet}])", read))


def every_hit_is_marked(page: Page) -> None:
    hits = page.locator(".disclosure-list > li")
    marked = hits.filter(has=page.locator("mark", has_text=WORDS))
    assert hits.count() == marked.count() > 0
