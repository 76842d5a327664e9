"""What is public already and may answer somebody who describes what they want to ask for."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Locale

from wagtail_disclosure.catalog.addresses import address_of
from wagtail_disclosure.catalog.finding.matching import public_rows
from wagtail_disclosure.catalog.listings import SHOWN, for_listing, rows_of
from wagtail_disclosure.catalog.models import EntryPage, FAQPage
from wagtail_disclosure.core.seams import Suggestion
from wagtail_disclosure.core.search.likeness import is_alike, telling_terms
from wagtail_disclosure.review.cleared import cleared_values
from wagtail_disclosure.rules.classification import DisclosureClass

MOST = 5
# Of so many that have any of the words, the ones are shown that have enough of them.
CANDIDATES = 20


def suggest_answers(text: str, request: HttpRequest) -> Iterator[Suggestion]:
    """Questions and proactive entries, as they were cleared, whose titles share words with
    ``text``; at most five of each.
    """
    terms = telling_terms(text)
    if not terms:
        return
    words, locale = " ".join(terms), Locale.get_active()
    yield from _questions(words, set(terms), locale, request)
    yield from _entries(words, set(terms), locale, request)


def _questions(
    words: str, terms: set[str], locale: Locale, request: HttpRequest
) -> Iterator[Suggestion]:
    public = FAQPage.objects.disclosed().filter(locale=locale)
    # Search backends understand plain conditions only, so the rows come as a set of keys.
    questions = FAQPage.objects.filter(pk__in=public.order_by().values("pk"))
    keys = [page.pk for page in questions.search(words, operator="or")[:CANDIDATES]]
    rows = public.filter(pk__in=keys).annotate(cleared=cleared_values("title"))
    titles = {row["pk"]: row for row in rows.values("pk", "url_path", "cleared")}
    for key in [key for key in keys if key in titles and is_alike(_title(titles[key]), terms)][
        :MOST
    ]:
        url = address_of(titles[key]["url_path"], request)
        yield Suggestion(title=_title(titles[key]), url=url, kind=_("Question and answer"))


def _entries(
    words: str, terms: set[str], locale: Locale, request: HttpRequest
) -> Iterator[Suggestion]:
    public = public_rows(locale).filter(disclosure_class=DisclosureClass.PROACTIVE)
    entries = EntryPage.objects.filter(pk__in=public.order_by().values("pk"))
    found = entries.only("path").search(words, operator="or")[:CANDIDATES]
    keys = [entry.pk for entry in found]
    rows = for_listing(public).only(*SHOWN, "clearance").in_bulk(keys)
    fitting = [rows[key] for key in keys if key in rows and is_alike(rows[key].title, terms)][:MOST]
    for entry in rows_of(fitting, request):
        yield Suggestion(
            title=entry.title, url=entry.url, kind=_("Published information"), excerpt=entry.summary
        )


def _title(row: dict[str, Any]) -> str:
    return row["cleared"]["title"]
