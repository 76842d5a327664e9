"""What else can happen in a review: questions, returns, batches, withdrawals, other languages."""

from http import HTTPStatus
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SignIn
from tests.browser.drafting import Drafted, draft, file_address
from tests.browser.pages import public_address
from tests.demo import Demo

pytestmark = pytest.mark.browser

# Entries of the demonstration that no other browser test needs.
WITHDRAWN = "E012"
RESTRICTED = "E020"
STALE = "E009"
TRANSLATED = "E010"
CONFIRM, RETURN, REFER = "confirm", "return", "refer"


def test_the_committee_answers_a_question_and_its_decision_is_final(
    demo: Demo, sign_in: SignIn
) -> None:
    drafted = draft(demo, sign_in("drafter"), "示例市应急供水预案（征求意见稿）")
    question = "管网图是否涉密，请委员会认定。"
    decide(sign_in("head"), drafted.title, REFER, question)
    assert not waits_for(sign_in("office"), drafted.title)
    committee = sign_in("committee")
    open_review(committee, drafted.title)
    expect(committee.locator("blockquote").first).to_have_text(question)
    send(committee, CONFIRM, "不涉密，可以公开。")
    is_public(demo, drafted)
    assert not waits_for(sign_in("leader"), drafted.title)


def test_what_was_returned_goes_through_all_tiers_again(demo: Demo, sign_in: SignIn) -> None:
    drafted = draft(demo, sign_in("drafter"), "示例市节水宣传方案（征求意见稿）")
    decide(sign_in("head"), drafted.title, CONFIRM, "同意")
    remark = "请补充联系电话。"
    decide(sign_in("office"), drafted.title, RETURN, remark)
    is_hidden(demo, drafted)
    drafter = sign_in("drafter")
    expect(waiting(drafter)).to_contain_text(remark)
    waiting(drafter).locator("a", has_text=drafted.title).first.click()
    drafter.locator("[name=summary]").fill("咨询电话：000-5550111。")
    actions = drafter.locator(
        ".w-dropdown", has=drafter.locator("[name^=action-restart], [name=action-submit]")
    )
    actions.locator(".w-dropdown__toggle").click()
    with drafter.expect_navigation():
        drafter.locator("[name=action-restart-workflow], [name=action-submit]").first.click()
    for username in ("head", "office", "leader"):
        is_hidden(demo, drafted)
        decide(sign_in(username), drafted.title, CONFIRM, "同意")
    is_public(demo, drafted)


def test_a_batch_becomes_public_without_the_row_that_was_taken_out(
    demo: Demo, sign_in: SignIn
) -> None:
    batch, name = demo.rows("SELECT id, name FROM wagtail_disclosure_review_reviewbatch")[0]
    rows = demo.rows(
        "SELECT page.id, title, url_path FROM wagtail_disclosure_review_batchitem item "
        "JOIN wagtailcore_page page ON CAST(page.id AS text) = item.object_id WHERE batch_id = ?",
        batch,
    )
    page = sign_in("head")
    waiting(page).locator("a", has_text=name).first.click()
    page.wait_for_url("**/batches/*/")
    kept, taken_out = rows[:-1], rows[-1]
    page.get_by_label(f"“{taken_out[1]}”").check()
    page.locator("[name=reason]").fill("需要单独审查")
    page.locator("button[value=take_out]").click()
    expect(page.locator(".disclosure-batches tbody tr")).to_have_count(len(kept))
    for username in ("head", "office", "leader"):
        page = sign_in(username)
        page.goto(f"/admin/disclosure/review/batches/{batch}/")
        page.locator("[name=remark]").fill("同意公开")
        page.locator("button[value=confirm]").click()
        page.wait_for_load_state()
    for _key, title, path in kept:
        status, content = demo.get(public_address(path, "zh-hans"))
        assert (status, title in content.decode()) == (HTTPStatus.OK, True), title
    assert demo.get(public_address(taken_out[2], "zh-hans"))[0] == HTTPStatus.NOT_FOUND


def test_several_are_confirmed_at_once(demo: Demo, sign_in: SignIn) -> None:
    titles = ("示例市管网巡检通知（一）", "示例市管网巡检通知（二）")
    drafted = [draft(demo, sign_in("drafter"), title) for title in titles]
    for username in ("head", "office", "leader"):
        page = sign_in(username)
        page.goto("/admin/disclosure/review/")
        for title in titles:
            page.get_by_label(title, exact=True).check()
        page.locator("[name=remark]").fill("同意公开")
        page.locator("button[value=confirm]").click()
        page.wait_for_load_state()
        for title in titles:
            expect(page.get_by_label(title, exact=True)).to_have_count(0)
    for entry in drafted:
        is_public(demo, entry)


def test_what_is_withdrawn_is_gone_in_every_language_with_its_files(
    demo: Demo, sign_in: SignIn
) -> None:
    addresses = everything_of(demo, WITHDRAWN)
    assert {demo.get(address)[0] for address in addresses} == {HTTPStatus.OK}
    page = sign_in("office-head")
    page_id = key_of(demo, WITHDRAWN)
    page.goto(f"/admin/disclosure/review/withdraw/wagtail_disclosure_catalog/entrypage/{page_id}/")
    page.locator("[name=reason]").fill("内容有误")
    page.locator("main form button[type=submit]").click()
    page.wait_for_load_state()
    assert {demo.get(address)[0] for address in addresses} == {HTTPStatus.NOT_FOUND}


def test_what_is_restricted_is_a_line_in_the_register_and_nothing_else(
    demo: Demo, sign_in: SignIn
) -> None:
    addresses = everything_of(demo, RESTRICTED)
    page = sign_in("office-head")
    page.goto(f"/admin/disclosure/classes/entries/{key_of(demo, RESTRICTED)}/")
    page.locator("input[name=to][value=exempt]").check()
    page.locator("[name=reason]").fill("经复核属于免予公开的信息")
    page.locator("[name=ground]").select_option(index=1)
    page.locator("[name=citation]").fill("《政府信息公开条例》第十六条")
    page.locator("[name^=explanation]").first.fill("该信息属于内部事务信息，不予公开。")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/exempt-items/**")
    assert {demo.get(address)[0] for address in addresses} == {HTTPStatus.NOT_FOUND}
    left = "SELECT count(*) FROM wagtail_disclosure_catalog_entrypage WHERE import_key = ?"
    assert demo.value(left, RESTRICTED) == 0


def test_a_translation_is_public_when_another_person_compared_it(
    demo: Demo, sign_in: SignIn
) -> None:
    address = address_in(demo, TRANSLATED, "en")
    words = "For explanations call the water hotline"
    before = demo.get(address)[1].decode()
    assert words not in before
    assert "translation is of an earlier version" in before
    page = sign_in("head")
    open_review(page, title_in(demo, TRANSLATED, "en"))
    expect(page.locator("main")).to_contain_text("文件解读请咨询水务热线")
    send(page, CONFIRM, "译文准确")
    after = demo.get(address)[1].decode()
    assert words in after
    assert "translation is of an earlier version" not in after


def test_a_stale_translation_stays_public_and_says_so(demo: Demo, visitor: Page) -> None:
    visitor.goto(address_in(demo, STALE, "en"))
    notice = visitor.locator(".disclosure-notice--warn")
    expect(notice).to_contain_text("This translation is of an earlier version")
    notice.locator("a").click()
    expect(visitor.locator("html")).to_have_attribute("lang", "zh-Hans")
    expect(visitor.locator("main")).to_contain_text("如有疑问，请拨打水务热线")


def waiting(page: Page):
    return page.locator("#disclosure-waiting-section")


def waits_for(page: Page, title: str) -> bool:
    return waiting(page).locator("a", has_text=title).count() > 0


def open_review(page: Page, title: str) -> None:
    waiting(page).locator("a", has_text=title).first.click()
    page.wait_for_url("**/disclosure/review/*/")


def decide(page: Page, title: str, decision: str, remark: str) -> None:
    """Find it in the panel of what waits, open it, and decide."""
    open_review(page, title)
    send(page, decision, remark)


def send(page: Page, decision: str, remark: str) -> None:
    looked_at = page.locator("[name=looked_at]")
    if looked_at.count():
        looked_at.check()
    page.locator("[name=remark]").fill(remark)
    page.locator(f"button[name=decision][value={decision}]").click()
    page.wait_for_url("**/admin/")


def is_public(demo: Demo, drafted: Drafted) -> None:
    for address in drafted.addresses:
        assert demo.get(address)[0] == HTTPStatus.OK, address
    found = demo.get(f"/zh-hans/search/?q={quote(drafted.title)}")[1].decode()
    assert drafted.address in found


def is_hidden(demo: Demo, drafted: Drafted) -> None:
    for address in drafted.addresses:
        assert demo.get(address)[0] == HTTPStatus.NOT_FOUND, address


def rows_of(demo: Demo, key: str) -> dict[str, tuple[int, str, str]]:
    """Key, title and path of an entry's pages, by language."""
    # A translation has its original's translation key, but not its import key.
    rows = demo.rows(
        "SELECT language_code, page.id, page.title, page.url_path "
        "FROM wagtail_disclosure_catalog_entrypage original "
        "JOIN wagtailcore_page source ON source.id = original.page_ptr_id "
        "JOIN wagtailcore_page page ON page.translation_key = source.translation_key "
        "JOIN wagtailcore_locale locale ON locale.id = page.locale_id "
        "WHERE original.import_key = ?",
        key,
    )
    return {language: (page_id, title, path) for language, page_id, title, path in rows}


def key_of(demo: Demo, key: str) -> int:
    return rows_of(demo, key)["zh-hans"][0]


def title_in(demo: Demo, key: str, language: str) -> str:
    return rows_of(demo, key)[language][1]


def address_in(demo: Demo, key: str, language: str) -> str:
    return public_address(rows_of(demo, key)[language][2], language)


def everything_of(demo: Demo, key: str) -> list[str]:
    """The addresses of an entry in both languages and of its files."""
    files = demo.rows(
        "SELECT DISTINCT file.id, file.name FROM wagtail_disclosure_catalog_entryattachment "
        "attachment JOIN wagtail_disclosure_core_storedfile file ON file.id = stored_file_id "
        "WHERE page_id = ?",
        key_of(demo, key),
    )
    assert files, key
    pages = [address_in(demo, key, language) for language in ("zh-hans", "en")]
    return [*pages, *(file_address(uuid, name) for uuid, name in files)]
