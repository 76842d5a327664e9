"""The request form that the package ships, in each of its languages (OGI Art. 29)."""

from typing import Any

from wagtail_disclosure.rules.annual_report import ApplicantKind
from wagtail_disclosure.rules.identity_documents import DocumentKind

CHINESE = "zh-hans"
ENGLISH = "en"

TEXTS: dict[str, dict[str, Any]] = {
    CHINESE: {
        "name": "政府信息公开申请表",
        "page_title": "申请公开政府信息",
        "slug": "request",
        "intro": (
            "<p>请填写您需要的政府信息。申请不需要说明理由。我们自收到申请之日起20个工作日内答复。</p>"
        ),
        "confirmation": "<p>如对申请的办理有意见，可以向政府信息公开工作主管部门提出。</p>",
        "headings": {
            "what": ("您需要什么信息？", ""),
            "how": ("您希望怎样得到信息？", ""),
            "who": ("谁在申请？", "《政府信息公开条例》第二十九条要求写明姓名或者名称和身份证明。"),
            "contact": ("我们怎样联系您？", ""),
        },
        "applicant_kind": (
            "您以何种身份申请？",
            [
                (ApplicantKind.PERSON.value, "公民"),
                (ApplicantKind.BUSINESS.value, "商业企业"),
                (ApplicantKind.RESEARCH.value, "科研机构"),
                (ApplicantKind.PUBLIC_INTEREST.value, "社会公益组织"),
                (ApplicantKind.LEGAL_SERVICE.value, "法律服务机构"),
                (ApplicantKind.OTHER.value, "其他组织"),
            ],
        ),
        "applicant_name": ("姓名或者名称", "组织申请的，请同时写明联系人。"),
        "id_document": ("身份证明", "组织申请的，请填写统一社会信用代码。"),
        "email": ("电子邮箱", "例如 name@example.com。"),
        "phone": ("联系电话", ""),
        "address": ("收件地址", "请写明收件人、地址和邮政编码。"),
        "attachments": ("有助于查找的材料", "例如文件的照片或者以前的答复。"),
        "description": (
            "信息的名称、文号或者特征",
            "写得越具体，找得越快。一次申请一件事。",
        ),
        "document_date": ("文件日期（如果知道）", "例如 2026-11-23。"),
        "form": ("您希望得到的形式", [("electronic", "电子数据"), ("paper", "纸质")]),
        "delivery": (
            "您希望的获取方式",
            [("email", "电子邮件"), ("post", "邮寄"), ("collect", "自行领取")],
        ),
        "consent": ("我已了解：以上信息只用于办理本申请。", ""),
    },
    ENGLISH: {
        "name": "Request for government information",
        "page_title": "Ask for information",
        "slug": "request",
        "intro": (
            "<p>Tell us what information you need. You don't have to say why. We answer within 20 "
            "working days of receiving your request.</p>"
        ),
        "confirmation": (
            "<p>If you are not content with how we handle your request, you can tell the authority "
            "that supervises open government information.</p>"
        ),
        "headings": {
            "what": ("What information do you need?", ""),
            "how": ("How would you like to get it?", ""),
            "who": (
                "Who is asking?",
                "The law asks for a name and a proof of identity (Regulations, Art. 29).",
            ),
            "contact": ("How do we reach you?", ""),
        },
        "applicant_kind": (
            "In which capacity do you ask?",
            [
                (ApplicantKind.PERSON.value, "A person"),
                (ApplicantKind.BUSINESS.value, "A business"),
                (ApplicantKind.RESEARCH.value, "A research institution"),
                (ApplicantKind.PUBLIC_INTEREST.value, "A public interest organization"),
                (ApplicantKind.LEGAL_SERVICE.value, "A legal service provider"),
                (ApplicantKind.OTHER.value, "Another organization"),
            ],
        ),
        "applicant_name": ("Name", "For an organization, also a person whom we can contact."),
        "id_document": (
            "Proof of identity",
            "Of an organization, its unified social credit code.",
        ),
        "email": ("E-mail", "Such as name@example.com."),
        "phone": ("Telephone", ""),
        "address": ("Postal address", "Addressee, address and postal code."),
        "attachments": (
            "Files that help to find it",
            "Such as a photo of the document, or an earlier answer.",
        ),
        "description": (
            "Its name, document number, or what it is about",
            "The more exactly you say it, the sooner it is found. One matter for each request.",
        ),
        "document_date": ("Date of the document, if you know it", "Such as 2026-11-23."),
        "form": (
            "In which form would you like it?",
            [("electronic", "Electronic"), ("paper", "On paper")],
        ),
        "delivery": (
            "By which way should it come?",
            [("email", "By e-mail"), ("post", "By post"), ("collect", "I collect it")],
        ),
        "consent": ("I understand: these data are used only to handle this request.", ""),
    },
}


def language_for(code: str) -> str:
    """The shipped language closest to ``code``; English where there is none."""
    return CHINESE if code.startswith("zh") else ENGLISH


def shipped_fields(code: str) -> list[tuple[str, dict[str, Any]]]:
    """The fields of the form in language ``code``, as a StreamField takes them."""
    texts = TEXTS[language_for(code)]
    post = {"shown_when_key": "delivery", "shown_when_answer": "post"}
    return [
        _heading(texts, "what"),
        ("long_text", _text(texts, "description", max_length=2000)),
        ("date", _text(texts, "document_date", required=False)),
        ("file", _text(texts, "attachments", required=False, maximum=5)),
        _heading(texts, "how"),
        ("choice", _choice(texts, "form")),
        ("choice", _choice(texts, "delivery")),
        # OGI Art. 29: name, proof of identity and contact of the applicant, and nothing else.
        _heading(texts, "who"),
        ("choice", _choice(texts, "applicant_kind")),
        ("text", _text(texts, "applicant_name", identifies=True, max_length=100)),
        ("id_document", _text(texts, "id_document", kinds=[kind.value for kind in DocumentKind])),
        _heading(texts, "contact"),
        ("email", _text(texts, "email")),
        ("phone", _text(texts, "phone", required=False)),
        ("address", _text(texts, "address", **post)),
        ("consent", _consent(texts, "consent")),
    ]


def _heading(texts: dict[str, Any], name: str) -> tuple[str, dict[str, Any]]:
    label, help_text = texts["headings"][name]
    return "heading", {"label": label, "help_text": help_text}


def _text(texts: dict[str, Any], key: str, **values: Any) -> dict[str, Any]:
    label, help_text = texts[key]
    return {"key": key, "label": label, "help_text": help_text, "required": True, **values}


def _choice(texts: dict[str, Any], key: str) -> dict[str, Any]:
    label, choices = texts[key]
    options = [{"value": value, "label": name} for value, name in choices]
    return {"key": key, "label": label, "help_text": "", "required": True, "choices": options}


def _consent(texts: dict[str, Any], key: str) -> dict[str, Any]:
    label, help_text = texts[key]
    return {"key": key, "label": label, "help_text": help_text}
