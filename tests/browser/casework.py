"""What officers do with a case in its workspace, through the forms that it shows them."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Receipt
from tests.browser.filling import fill
from tests.browser.inspection import violations
from tests.browser.pages import follow
from tests.browser.receipts import read_receipt
from tests.demo import Demo

INBOX = "/admin/disclosure/cases/"
REGISTER = "/admin/disclosure/register/"
ZONE = ZoneInfo("Asia/Shanghai")
LATE_REASON = "申请人于当日到窗口提交，系统停用，今日补登。"
# Orally, in the order of the screen.
SPOKEN = {
    "form": "paper",
    "delivery": "collect",
    "applicant_kind": "person",
    "applicant_name": "孙示例",
    "id_document-number": "110101200001010037",
    "phone": "000-5550199",
    "arrival-is_oral": "on",
}
OFFICER, HEAD = "何 清", "方 正"
TABLE = "年份,水量（万立方米）\n2023,28840\n2024,29120\n".encode()


def open_case(page: Page, receipt: Receipt) -> None:
    """Find the case in the inbox by its number, and open it."""
    page.goto(f"{INBOX}?q={receipt.number}")
    follow(page, f"main tbody a:has-text('{receipt.number}')")
    expect(page.locator("#timeline-section")).to_be_visible()


def form_of(page: Page, step: str) -> Locator:
    """The form of a step that the workspace offers, unfolded."""
    folded = page.locator(f"#step-{step}")
    if folded.count() and folded.get_attribute("open") is None:
        folded.locator("summary").click()
    form = page.locator(f"form[action$='/{step}/']")
    expect(form.locator("button[type=submit]")).to_be_visible()
    return form


def take(page: Page, step: str, reason: str, **answers: Any) -> None:
    """Fill in the form of a step, send it, and find the reason on the timeline."""
    attempt(page, step, reason, **answers)
    expect(page.locator("#timeline-section")).to_contain_text(reason)


def attempt(page: Page, step: str, reason: str, **answers: Any) -> None:
    """The same, whatever comes of it."""
    form = form_of(page, step)
    for name, value in {**answers, "reason": reason}.items():
        put(form, name, value)
    with page.expect_navigation():
        form.locator("button[type=submit]").click()


def put(form: Locator, name: str, value: Any) -> None:
    """Answer one field: a choice or boxes by their keys, a file by name and content."""
    field = form.locator(f"[name={name}]").first
    match value:
        case dict():
            field.set_input_files(value)
        case list():
            for key in value:
                form.locator(f"[name={name}][value='{key}']").check()
        case _ if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(str(value))
        case _:
            field.fill(str(value))


def assign_to_officer(page: Page, reason: str) -> None:
    options = form_of(page, "assign").locator("[name=officer] option", has_text=OFFICER)
    take(page, "assign", reason, officer=options.get_attribute("value"))


def begin(page: Page, receipt: Receipt) -> None:
    """The officer confirms receipt and is put in charge."""
    open_case(page, receipt)
    take(page, "accept", "内容明确，予以登记")
    assign_to_officer(page, "由办公室承办")


def deliver(officer: Page, head: Page, receipt: Receipt) -> None:
    """The draft goes to a second person, who clears it, and out to the applicant."""
    take(officer, "propose", "请审核")
    assert form_is_missing(officer, "clear"), "nobody clears what they wrote"
    open_case(head, receipt)
    take(head, "clear", "已核对附件，同意")
    open_case(officer, receipt)
    take(officer, "answer", "答复已送达")


def form_is_missing(page: Page, step: str) -> bool:
    return page.locator(f"form[action$='/{step}/']").count() == 0


def key_of(demo: Demo, model: str, code: str) -> int:
    """The key of what the law calls by a code: outcome or exemption."""
    return demo.value(
        f"SELECT {model}.id FROM wagtail_disclosure_core_{model} {model} "  # noqa: S608
        "JOIN wagtail_disclosure_core_law law ON law.id = law_id "
        f"WHERE {model}.code = ? AND law.code = 'cn-ogi-2019'",
        code,
    )


def table(name: str) -> dict[str, Any]:
    """A small file, as it is chosen in a form."""
    return {"name": name, "mimeType": "text/csv", "buffer": TABLE}


def register(page: Page, window: str, *, ago: int = 0, **answers: str) -> Receipt:
    """Register what somebody asked at ``window``, so many days ago, and show the receipt."""
    page.goto(REGISTER)
    choice = page.locator("[name=arrival-window] option", has_text=window)
    page.locator("[name=arrival-window]").select_option(choice.get_attribute("value"))
    fill(page, {**SPOKEN, **answers})
    if ago:
        page.locator("[name=arrival-arrived_on]").fill(day(ago))
        page.locator("[name=arrival-reason]").fill(LATE_REASON)
    follow(page, "main form button[type=submit]")
    return read_receipt(page)


def day(ago: int) -> str:
    """The day so many days before today, as one types it."""
    return (datetime.now(ZONE).date() - timedelta(days=ago)).isoformat()


def due_on(demo: Demo, receipt: Receipt) -> date | None:
    found = demo.value(
        "SELECT due_on FROM wagtail_disclosure_cases_case WHERE number = ?", receipt.number
    )
    return date.fromisoformat(found) if found else None


def in_words(when: date, language: str) -> str:
    """A date as our pages write it in Chinese or English."""
    if language == "en":
        return f"{when.day} {when:%B %Y}"
    return f"{when.year}年{when.month}月{when.day}日"


def has_no_faults(page: Page) -> None:
    """What axe says of this screen of ours; the frame around it is Wagtail's."""
    assert violations(page, "main") == []
