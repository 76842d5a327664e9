"""What citizens read about the agency: the guide, questions with answers, what is withheld."""

import io
import re
import unicodedata

import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from tests.browser.conftest import SignIn
from tests.browser.filling import CHINESE, complete
from tests.demo import Demo

pytestmark = pytest.mark.browser

BUS = {
    "code": "bus",
    "name_zh_hans": "流动服务车",
    "name_en": "Service bus",
    "address_zh_hans": "示例市各区轮流停靠",
    "address_en": "A different district each week",
    "hours_zh_hans": "周六 9:00–12:00",
    "hours_en": "Saturdays 9:00–12:00",
    "phone": "000-5550177",
}
TELEPHONES = (
    "SELECT phone FROM wagtail_disclosure_core_intakewindow WHERE is_active AND phone <> '' UNION "
    "SELECT phone FROM wagtail_disclosure_core_unit WHERE code = 'office'"
)
HELPFUL = (
    "SELECT coalesce(sum(helpful), 0) FROM wagtail_disclosure_catalog_helpfulanswers "
    "JOIN wagtailcore_page page ON page.id = page_id WHERE title = ?"
)
QUESTION = "申请要收费吗？"


def test_the_guide_has_the_windows_and_the_office_as_they_are_now(
    demo: Demo, visitor: Page, sign_in: SignIn
) -> None:
    visitor.goto("/zh-hans/guide/")
    assert visitor.get_by_role("heading", name=BUS["name_zh_hans"]).count() == 0
    facts = visitor.locator(".disclosure-guide").inner_text()
    phones = [phone for (phone,) in demo.rows(TELEPHONES)]
    assert len(phones) > 3
    assert [phone for phone in phones if phone not in facts] == []

    admin = sign_in("admin")
    admin.goto("/admin/disclosure/intakewindow/new/")
    admin.locator("[name=body]").select_option(label="示例市水务局")
    admin.locator("[name=channel]").select_option("counter")
    for name, text in BUS.items():
        admin.locator(f"[name={name}]").fill(text)
    save(admin)
    for language, suffix in (("zh-hans", "zh_hans"), ("en", "en")):
        visitor.goto(f"/{language}/guide/")
        window = visitor.get_by_role("region", name=BUS[f"name_{suffix}"], exact=True)
        for name in (f"address_{suffix}", f"hours_{suffix}", "phone"):
            expect(window).to_contain_text(BUS[name])

    admin.get_by_role("link", name=BUS["name_zh_hans"]).click()
    admin.locator("[name=is_active]").uncheck()
    save(admin)
    visitor.reload()
    expect(visitor.locator("body")).not_to_contain_text(BUS["name_en"])


def test_an_answer_is_found_helpful_and_printed_with_its_topic(
    demo: Demo, visitor: Page, sign_in: SignIn
) -> None:
    visitor.goto("/zh-hans/faq/")
    visitor.get_by_role("link", name=QUESTION).click()
    before = demo.value(HELPFUL, QUESTION)
    visitor.locator("#helpful button[value=yes]").click()
    expect(visitor.locator("#helpful [role=status]")).to_be_visible()
    assert demo.value(HELPFUL, QUESTION) == before + 1
    assert visitor.context.cookies() == [], "nobody is followed"
    officer = sign_in("drafter")
    officer.goto("/admin/disclosure/faqs/")
    row = officer.locator("main tbody tr", has_text=QUESTION)
    expect(row.locator("td").nth(4)).to_have_text(str(before + 1))

    visitor.locator(".disclosure-facts a").click()
    is_a_booklet(visitor)


def is_a_booklet(page: Page) -> None:
    """On paper there are all questions with their answers, and no menus."""
    questions = page.locator(".disclosure-booklet > section > h2").all_inner_texts()
    answers = page.locator(".disclosure-booklet > section p").all_inner_texts()
    assert len(questions) == len(answers) == 3
    page.emulate_media(media="print")
    for menu in (".disclosure-navigation", ".disclosure-languages"):
        expect(page.locator(menu)).to_be_hidden()
    printed = text_of(PdfReader(io.BytesIO(page.pdf(format="A4"))))
    for text in (*questions, *answers, "000-5550100"):
        assert without_space(text) in printed
    assert "常见问题" in printed
    assert "查询进度" not in printed


def text_of(document: PdfReader) -> str:
    return without_space("".join(page.extract_text() for page in document.pages))


def without_space(text: str) -> str:
    """Lines break anywhere, and fonts have characters of their own for radicals."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def test_what_is_withheld_is_listed_by_ground_and_asked_for(demo: Demo, visitor: Page) -> None:
    visitor.goto("/zh-hans/catalog/")
    visitor.locator("main a[href='/zh-hans/exemptions/']").click()
    visitor.wait_for_load_state()
    items = visitor.locator("main .disclosure-list > li")
    options = visitor.locator("#ground option:not([value=''])")
    numbers = [number_in(option) for option in options.all()]
    assert items.count() == sum(numbers) > max(numbers)
    shown = visitor.locator("main").inner_text()
    titles = demo.rows("SELECT title FROM wagtail_disclosure_catalog_exemptitem")
    assert titles and [title for (title,) in titles if title in shown] == []

    ground = options.first.inner_text().rsplit(" (", 1)[0]
    visitor.locator("#ground").select_option(index=1)
    visitor.locator("main form button").click()
    expect(items).to_have_count(numbers[0])
    expect(items.filter(has_text=ground)).to_have_count(numbers[0])

    title = items.first.locator("h3").inner_text()
    items.first.get_by_role("link").click()
    visitor.wait_for_url("**/request/?about=*")
    expect(visitor.locator("[name=description]")).to_have_value(title)
    answers = {name: text for name, text in CHINESE.items() if name != "description"}
    complete(visitor, answers)
    expect(visitor.locator("main")).to_contain_text(re.compile(r"R\d{4}-\d{6}-\w"))


def number_in(option: Locator) -> int:
    return int(re.search(r"\((\d+)\)\s*$", option.inner_text())[1])


def save(page: Page) -> None:
    with page.expect_navigation():
        page.locator("main form footer button[type=submit], main form [type=submit]").first.click()
