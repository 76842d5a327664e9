"""Service guides, questions and rules of the demonstration agency, in Chinese and English.

The terms are those of the Open Government Information Regulations (2019) and the Administrative
Permit Law (2019); how the agency organizes its work is from the founding report.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from wagtail.models import Locale, Page

from example_site.demo.languages import translate
from example_site.demo.questions import QUESTIONS, Question
from example_site.demo.services import SERVICES, Service, Step
from wagtail_disclosure.catalog.models import (
    DisclosureRulesPage,
    EntryPage,
    FAQIndexPage,
    FAQPage,
    GuidePage,
    RulesAttachment,
    ServiceGuidePage,
)
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.models import StoredFile, Unit

RULES_TITLE = {
    "示例市水务局政府信息公开规定": "Disclosure rules of Example City Water Authority",
    "谁来定、谁来审、什么时候公布：本局公开信息的内部规矩。": (
        "Who decides, who checks and when we publish: the rules that we work by."
    ),
}
RULES = (
    (
        "公开原则",
        "Principle",
        "公开为原则，不公开为例外。谁产生、谁界定、谁把关，谁分管、谁负责公开。",
        "Information is open, and closed only by exception. Whoever makes it classifies it and "
        "answers for its disclosure.",
    ),
    (
        "保密审核",
        "Secrecy review",
        "公开属性由拟稿人提出，经所在单位领导审核、办公室核对、局领导审签；性质不明的，由保密领导小组最终确定。",
        "The author proposes the class; the head of the unit checks it, the General Office "
        "compares it, and the leader in charge signs. What stays unclear is decided by the "
        "secrecy committee.",
    ),
    (
        "公开时限",
        "Time limits",
        "主动公开的信息自形成或者变更之日起20个工作日内公开。",
        "What is open to everybody is published within 20 working days of being made or changed.",
    ),
    (
        "监督检查",
        "Inspections",
        "每季度检查、抽查不少于一次，明访与暗查相结合，结果纳入年度考核。",
        "There is at least one inspection each quarter, announced or not; the results count in "
        "the yearly appraisal.",
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Parents:
    """The Chinese pages that `disclosure_setup` made."""

    guide: GuidePage
    faq: FAQIndexPage

    @classmethod
    def find(cls) -> "Parents":
        chinese = Locale.objects.get(language_code="zh-hans")
        return cls(
            guide=GuidePage.objects.get(locale=chinese),
            faq=FAQIndexPage.objects.get(locale=chinese),
        )


def write_guides() -> None:
    """Drafts of everything, translated where there is a translation."""
    parents = Parents.find()
    for service in SERVICES:
        _write_service(service, parents.guide)
    for question in QUESTIONS:
        _write_question(question, parents.faq)
    _write_rules(parents.guide.get_parent())


def _add(parent: Page, page: Page) -> Page:
    page.locale = parent.locale
    page.live = False
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    page.save_revision()
    return page


def _write_service(service: Service, parent: GuidePage) -> None:
    page = _add(
        parent,
        ServiceGuidePage(
            title=service.title,
            slug=service.slug,
            summary=service.summary,
            audience=service.audience,
            responsible_unit=Unit.objects.get(code=service.unit),
            steps=[("step", _step(step)) for step in service.steps],
        ),
    )
    translate(page, service.english, publish=False)


def _step(step: Step) -> dict[str, Any]:
    return {
        "title": step.title,
        "text": f"<p>{step.text}</p>",
        "who": step.who,
        "documents": list(step.documents),
        "how_long": step.how_long,
        "links": _link(step.entry) if step.entry else "",
    }


def _link(import_key: str) -> str:
    entry = EntryPage.objects.get(import_key=import_key, locale__language_code="zh-hans")
    return f'<p><a id="{entry.pk}" linktype="page">{entry.title}</a></p>'


def _write_question(question: Question, parent: FAQIndexPage) -> None:
    page = _add(
        parent,
        FAQPage(
            title=question.title,
            slug=question.slug,
            topic=question.topic,
            answer=[("paragraph", f"<p>{question.answer}</p>")],
            responsible_unit=Unit.objects.get(code=question.unit),
            related_entries=list(_related(question.entries)),
        ),
    )
    if question.english:
        translate(page, question.english, publish=False)


def _related(import_keys: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    entries = EntryPage.objects.filter(import_key__in=import_keys, locale__language_code="zh-hans")
    for entry in entries.order_by("import_key"):
        yield "entry", entry.index_number


def _write_rules(home: Page) -> None:
    [(title, english_title), (introduction, english_introduction)] = RULES_TITLE.items()
    page = DisclosureRulesPage(
        title=title,
        slug="rules",
        introduction=introduction,
        effective_on=date(2026, 1, 1),
        body=list(_rules_body()),
    )
    page.attachments = [RulesAttachment(stored_file=_rules_file(title), title="全文（纯文本）")]
    english = {title: english_title, introduction: english_introduction}
    for heading, english_heading, text, english_text in RULES:
        english |= {heading: english_heading, text: english_text}
    translate(_add(home, page), english, publish=False)


def _rules_body() -> Iterator[tuple[str, str]]:
    for heading, _english_heading, text, _english_text in RULES:
        yield "heading", heading
        yield "paragraph", f"<p>{text}</p>"


def _rules_file(title: str) -> StoredFile:
    lines = [title, *(f"{heading}\n{text}" for heading, _english, text, _english_text in RULES)]
    name = f"{title}.txt"
    content = ContentFile("\n\n".join(lines).encode(), name=name)
    return StoredFile.store(
        content, name=name, content_type="text/plain", by=Actor.software("demo")
    )
