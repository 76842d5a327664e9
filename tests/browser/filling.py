"""What applicants write into the request form that the package ships."""

from playwright.sync_api import Page

DESCRIPTION = "2024年城区老旧供水管网改造的项目清单和完成情况。"
CHINESE = {
    "description": DESCRIPTION,
    "document_date": "２０２４年１２月３１日",
    "form": "electronic",
    "delivery": "email",
    "applicant_kind": "person",
    "applicant_name": "卫示例",
    "id_document": "居民身份证 000000200001010000",
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
    for name, value in answers.items():
        field = page.locator(f"main [name={name}]").first
        kind = field.get_attribute("type")
        if kind == "radio":
            page.locator(f"main [name={name}][value={value}]").check()
        elif kind == "checkbox":
            field.check()
        else:
            field.fill(value)
