"""Questions and answers as visitors read them: by topic, as a booklet, with related entries."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any
from urllib.parse import quote

from django.db.models import Q
from django.http import HttpRequest
from django.utils.text import slugify
from wagtail.blocks import StreamValue
from wagtail.models import Page
from wagtail.query import PageQuerySet

from wagtail_disclosure.catalog.addresses import address_of
from wagtail_disclosure.catalog.listings import EntryRow, for_listing, rows_of
from wagtail_disclosure.catalog.querysets import PublicEntryQuerySet
from wagtail_disclosure.core import conf
from wagtail_disclosure.review.cleared import cleared_values


@dataclass(frozen=True)
class QuestionRow:
    """A question in a list; ``language`` is its code."""

    title: str
    topic: str
    url: str
    language: str


@dataclass
class Topic:
    """Questions that stand together; ``url`` leads to them all with their answers."""

    name: str
    url: str
    questions: list[QuestionRow] = field(default_factory=list)


@dataclass(frozen=True)
class AnsweredQuestion:
    """A question with its whole answer; ``anchor`` names it within its booklet."""

    title: str
    answer: StreamValue
    anchor: str


@dataclass(frozen=True)
class Booklet:
    """One topic to print."""

    topic: str
    questions: list[AnsweredQuestion]


def slug_of_topic(topic: str) -> str:
    return slugify(topic, allow_unicode=True)


def address_of_topic(index_url: str, topic: str) -> str:
    """Where the booklet of ``topic`` is below the index."""
    return f"{index_url}booklet/{quote(slug_of_topic(topic))}/"


def read_topics(index: Page, questions: PageQuerySet, request: HttpRequest | None) -> list[Topic]:
    """The ``questions`` below ``index`` by topic, both in the order of the pages (one query)."""
    index_url = index.get_url(request) or ""
    topics: dict[str, Topic] = {}
    for row in _rows(questions.filter(_below(index.path)), request):
        # What makes one booklet stands together, however its name is spelled.
        topic = Topic(name=row.topic, url=address_of_topic(index_url, row.topic))
        topics.setdefault(slug_of_topic(row.topic), topic).questions.append(row)
    return list(topics.values())


def untranslated_questions(
    index: Page, indexes: PageQuerySet, questions: PageQuerySet
) -> list[QuestionRow]:
    """Questions that are public in another language only, with a notice (two queries).

    Each once: in the site's default language where it is public in that.
    """
    versions = indexes.filter(translation_key=index.translation_key).exclude(pk=index.pk)
    paths = list(versions.values_list("path", flat=True))
    if not paths:
        return []
    known = questions.filter(_below(index.path)).order_by().values("translation_key")
    elsewhere = questions.filter(reduce(or_, map(_below, paths)))
    pages = elsewhere.exclude(translation_key__in=known)
    return _untranslated_rows(pages)


def read_booklet(
    index: Page, questions: PageQuerySet, slug: str, request: HttpRequest | None
) -> Booklet | None:
    """The topic with that slug, its answers as they were cleared; None if there is no such topic.

    Two queries: which questions belong to it, and their clearances.
    """
    below = questions.filter(_below(index.path)).order_by("path")
    rows = below.annotate(cleared=cleared_values("topic")).values_list("pk", "cleared")
    keys = {pk: cleared["topic"] for pk, cleared in rows if slug_of_topic(cleared["topic"]) == slug}
    if not keys:
        return None
    pages = below.filter(pk__in=keys).select_related("clearance")
    return Booklet(
        topic=next(iter(keys.values())),
        questions=[_answered(page) for page in pages],
    )


def related_rows(
    numbers: Iterable[str], entries: PublicEntryQuerySet, page: Page, request: HttpRequest | None
) -> list[EntryRow]:
    """Those of the ``entries`` that have one of these index numbers, in the order given.

    In the language of ``page``, else in whichever language there is (one query).
    """
    wanted = list(dict.fromkeys(numbers))
    if not wanted:
        return []
    found = for_listing(entries.filter(index_number__in=wanted, entry__alias_of=None))
    # The last one of a number counts: that in the language of the page.
    in_order = sorted(found, key=lambda entry: entry.locale_id == page.locale_id)
    chosen = {entry.index_number: entry for entry in in_order}
    return rows_of([chosen[number] for number in wanted if number in chosen], request)


def _below(path: str) -> Q:
    return Q(path__startswith=path) & ~Q(path=path)


def _rows(pages: PageQuerySet, request: HttpRequest | None) -> list[QuestionRow]:
    rows = pages.order_by("path").annotate(cleared=cleared_values("title", "topic"))
    return [
        QuestionRow(
            title=row["cleared"]["title"],
            topic=row["cleared"]["topic"],
            url=address_of(row["url_path"], request),
            language=row["locale__language_code"],
        )
        for row in rows.values("url_path", "cleared", "locale__language_code")
    ]


def _untranslated_rows(pages: PageQuerySet) -> list[QuestionRow]:
    """As :func:`_rows`, at the addresses where they are shown with a notice."""
    rows = pages.order_by("path").annotate(cleared=cleared_values("title", "topic"))
    chosen: dict[Any, dict[str, Any]] = {}
    found = rows.values("pk", "translation_key", "cleared", "locale__language_code")
    default = conf.default_language()
    for row in sorted(found, key=lambda row: row["locale__language_code"] != default):
        chosen.setdefault(row["translation_key"], row)
    return [
        QuestionRow(
            title=row["cleared"]["title"],
            topic=row["cleared"]["topic"],
            url=pages.model(pk=row["pk"]).get_untranslated_url(),
            language=row["locale__language_code"],
        )
        for row in chosen.values()
    ]


def _answered(page: Any) -> AnsweredQuestion:
    fields = page.clearance.content["fields"]
    answer = type(page)._meta.get_field("answer").stream_block
    return AnsweredQuestion(
        title=fields["title"],
        answer=answer.to_python(fields.get("answer", [])),
        anchor=f"question-{page.pk}",
    )
