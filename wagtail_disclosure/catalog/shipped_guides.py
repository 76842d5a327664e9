"""The guide that every agency starts from: its own facts come from its rows."""

from collections.abc import Iterator
from typing import Any

# OGI Art. 12: 分类、编排体系、获取方式、机构名称、办公地址、办公时间、电话、传真、互联网联系方式.
GUIDE = {
    "zh-hans": {
        "title": "政府信息公开指南",
        "introduction": "本机关公开哪些信息，怎样查找，没有查到时怎样申请。",
        "classes": "信息分类",
        "classes_text": (
            "<p>公开为原则，不公开为例外。本机关在履行职责过程中制作和保存的信息，"
            "按公开方式分为三类：</p>"
        ),
        "categories": "编排体系",
        "categories_text": (
            "<p>目录按主题分级编排。每条信息都有索引号、名称、内容概述和生成日期；"
            "索引号一经编定不再变更。</p>"
        ),
        "ways": "获取方式",
        "office": "公开工作机构",
        "windows": "受理窗口",
        "windows_text": "<p>向任何一个窗口提出的申请，都由本机关统一办理和答复。</p>",
        "services": "办事指引",
    },
    "en": {
        "title": "Disclosure guide",
        "introduction": (
            "What we publish, how to find it, and how to ask for what you did not find."
        ),
        "classes": "How information is classified",
        "classes_text": (
            "<p>Information is open, and closed only by exception. What we make and keep in our "
            "work is disclosed in one of three ways:</p>"
        ),
        "categories": "How it is arranged",
        "categories_text": (
            "<p>The catalog is sorted by subject. Every entry has an index number, a name, a "
            "summary and the day on which it was made; an index number never changes.</p>"
        ),
        "ways": "How to obtain it",
        "office": "The disclosure office",
        "windows": "Where to ask",
        "windows_text": "<p>Wherever you ask, we deal with your request and answer it.</p>",
        "services": "Guides to single services",
    },
}
FAQ_INDEX = {
    "zh-hans": {"title": "常见问题", "introduction": "按主题整理的问题和解答，可按主题打印。"},
    "en": {
        "title": "Questions and answers",
        "introduction": "What people often ask, by topic. Each topic can be printed.",
    },
}
SECTIONS = ("classes", "categories", "ways", "office", "windows", "services")


def guide_texts(language: str) -> dict[str, Any]:
    """Field values of a guide in ``language``, else in English."""
    texts = GUIDE.get(language, GUIDE["en"])
    return {
        "title": texts["title"],
        "introduction": texts["introduction"],
        "body": list(_blocks(texts)),
    }


def faq_index_texts(language: str) -> dict[str, Any]:
    return dict(FAQ_INDEX.get(language, FAQ_INDEX["en"]))


def _blocks(texts: dict[str, str]) -> Iterator[tuple[str, Any]]:
    for section in SECTIONS:
        yield "heading", texts[section]
        if text := texts.get(f"{section}_text"):
            yield "paragraph", text
        yield section, None
