"""The addresses of the API; each reads what is disclosed and shows a page of it."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router
from wagtail.models import Locale, Page

from wagtail_disclosure.catalog.addresses import address_of
from wagtail_disclosure.catalog.models import (
    CategoryPage,
    EntryPage,
    FAQPage,
    Genre,
    PublicEntry,
    SubjectClass,
    WithdrawnEntry,
)
from wagtail_disclosure.catalog.open_data.api import schemas
from wagtail_disclosure.catalog.open_data.api.filters import filtered, found_by_words
from wagtail_disclosure.catalog.open_data.api.pages import (
    address_after,
    page_by_key,
    page_by_moment,
)
from wagtail_disclosure.catalog.open_data.api.problems import BadQuestion
from wagtail_disclosure.catalog.open_data.entries import load, open_rows
from wagtail_disclosure.catalog.open_data.records import Reader
from wagtail_disclosure.core import conf, days
from wagtail_disclosure.core.models import PublicBody, Unit
from wagtail_disclosure.review.cleared import cleared_value, cleared_values
from wagtail_disclosure.rules.plain_text import printable

ALL = "all"
# Words find so many and no more: who wants everything asks without words.
MOST_FOUND = 1000

router = Router()


@router.get("entries", response=schemas.EntryList, summary="Entries")
def entries(request: HttpRequest, question: Query[schemas.EntryQuestion]) -> dict[str, Any]:
    """Disclosed entries, by id; with `modified_since` by the moment of their last change."""
    rows = filtered(open_rows(_language(question)), question, today=days.today())

    def show(found: list[Any]) -> list[Any]:
        return Reader(request).records(load(found))

    if words := printable(question.q).strip():
        return _by_words(rows, words, question, request)
    if question.modified_since is not None:
        return page_by_moment(rows, "changed_at", question, request, show)
    return page_by_key(rows, question, request, show)


def _by_words(
    rows: Any, words: str, question: schemas.EntryQuestion, request: HttpRequest
) -> dict[str, Any]:
    first = int(question.after.partition("_")[0] or 0)
    number = max(0, min(question.limit, MOST_FOUND - first))
    keys = found_by_words(rows, words, first=first, number=number + 1)
    shown = PublicEntry.objects.disclosed().in_bulk(keys[:number])
    following = first + number
    has_more = len(keys) > number and following < MOST_FOUND
    found = [shown[key] for key in keys[:number] if key in shown]
    return {
        "next": address_after(request, str(following)) if has_more else None,
        "items": Reader(request).records(load(found)),
    }


@router.get("entries/{entry_id}", response=schemas.EntryDetail, summary="One entry")
def entry(request: HttpRequest, entry_id: schemas.Key) -> dict[str, Any]:
    """A disclosed entry with its text, in whatever language it is."""
    found = list(open_rows().filter(pk=entry_id))
    records = Reader(request).records(load(found))
    if not records:
        raise Http404
    return {**schemas.EntryOut.from_orm(records[0]).dict(), "text": _text(records[0].id)}


def _text(key: int) -> str:
    """The text as it was cleared."""
    page = EntryPage.objects.disclosed().select_related("clearance").get(pk=key)
    return _plain(EntryPage, "body", cleared_value(page, "body"))


def _plain(model: type[Page], field: str, cleared: Any) -> str:
    block = model._meta.get_field(field).stream_block
    return "\n".join(block.get_searchable_content(block.to_python(cleared or [])))


@router.get("withdrawn", response=schemas.WithdrawnList, summary="What is no longer public")
def withdrawn(request: HttpRequest, question: Query[schemas.WithdrawnQuestion]) -> dict[str, Any]:
    """Entries of any language that are no longer public, the earliest first: ids and moments."""
    rows = WithdrawnEntry.objects.filter(withdrawn_at__gte=question.since)

    def show(found: list[Any]) -> list[Any]:
        return [{"id": row.pk, "withdrawn_at": row.withdrawn_at} for row in found]

    return page_by_moment(rows, "withdrawn_at", question, request, show)


@router.get("categories", response=schemas.CategoryList, summary="Categories")
def categories(request: HttpRequest, question: Query[schemas.InLanguage]) -> dict[str, Any]:
    """Disclosed categories, by id."""
    rows = _in_language(CategoryPage.objects.disclosed().filter(alias_of=None), question)
    rows = rows.select_related("locale").annotate(
        cleared=cleared_values("title", "code", "summary")
    )
    return page_by_key(rows, question, request, lambda found: _categories(found, request))


def _categories(found: list[Any], request: HttpRequest) -> list[dict[str, Any]]:
    above = [page.path[: -Page.steplen] for page in found]
    parents = dict(
        CategoryPage.objects.disclosed().filter(path__in=above).values_list("path", "pk")
    )
    return [
        {
            "id": page.pk,
            "parent": parents.get(page.path[: -Page.steplen]),
            "language": page.locale.language_code,
            "url": request.build_absolute_uri(address_of(page.url_path, request)),
            **{name: value or "" for name, value in page.cleared.items()},
        }
        for page in found
    ]


@router.get("questions", response=schemas.QuestionList, summary="Questions and answers")
def questions(request: HttpRequest, question: Query[schemas.InLanguage]) -> dict[str, Any]:
    """Disclosed questions with their answers, by id."""
    rows = _in_language(FAQPage.objects.disclosed().filter(alias_of=None), question)
    rows = rows.select_related("clearance", "locale")

    def show(found: list[Any]) -> list[dict[str, Any]]:
        return [
            {
                "id": page.pk,
                "language": page.locale.language_code,
                "topic": cleared_value(page, "topic") or "",
                "question": cleared_value(page, "title"),
                "answer": _plain(FAQPage, "answer", cleared_value(page, "answer")),
                "url": request.build_absolute_uri(address_of(page.url_path, request)),
            }
            for page in found
        ]

    return page_by_key(rows, question, request, show)


@router.get("bodies", response=schemas.NamedList, summary="Issuing bodies")
def bodies(request: HttpRequest, question: Query[schemas.Question]) -> dict[str, Any]:
    """Bodies that lead in issuing something disclosed."""
    return page_by_key(_named_by("issuing_body", PublicBody), question, request, _names)


@router.get("units", response=schemas.UnitList, summary="Units")
def units(request: HttpRequest, question: Query[schemas.Question]) -> dict[str, Any]:
    """Units that answer for something disclosed."""
    return page_by_key(_named_by("responsible_unit", Unit), question, request, _names)


@router.get("subject-classes", response=schemas.NamedList, summary="Subject classes")
def subject_classes(request: HttpRequest, question: Query[schemas.Question]) -> dict[str, Any]:
    """Subject classes that something disclosed has."""
    return page_by_key(_named_by("subject_class", SubjectClass), question, request, _names)


@router.get("genres", response=schemas.NamedList, summary="Genres")
def genres(request: HttpRequest, question: Query[schemas.Question]) -> dict[str, Any]:
    """Genres that something disclosed has."""
    return page_by_key(_named_by("genre", Genre), question, request, _names)


def _named_by(name: str, model: type[Any]) -> Any:
    """Rows that something disclosed names; of others nobody is told that there are any."""
    naming = PublicEntry.objects.disclosed().filter(**{name: OuterRef("pk")})
    return model.objects.filter(Exists(naming)).only("code", "name")


def _names(found: list[Any]) -> list[dict[str, Any]]:
    return [{"id": row.pk, "code": row.code, "name": str(row.name)} for row in found]


def _in_language(pages: Any, question: schemas.InLanguage) -> Any:
    language = _language(question)
    return pages if language is None else pages.filter(locale__language_code=language)


def _language(question: schemas.InLanguage) -> str | None:
    """The code that was asked for; None for all. Raises BadQuestion for one that there isn't."""
    if question.language == ALL:
        return None
    known = [code for code, _name in conf.content_languages()]
    if question.language and question.language not in known:
        message = _("There is nothing in “%(code)s”, only in %(known)s")
        said = message % {"code": question.language, "known": ", ".join(known)}
        raise BadQuestion("language", said)
    return question.language or Locale.get_active().language_code
