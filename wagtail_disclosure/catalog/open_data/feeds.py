"""RSS 2.0, Atom and JSON Feed of a list of entries."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone, translation
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.html import escape

from wagtail_disclosure.catalog.open_data.answers import answer_once
from wagtail_disclosure.catalog.open_data.entries import load
from wagtail_disclosure.catalog.open_data.json_feed import JSONFeed
from wagtail_disclosure.catalog.open_data.records import EntryRecord, Reader
from wagtail_disclosure.core import conf
from wagtail_disclosure.core.languages import language_tag
from wagtail_disclosure.rules.plain_text import printable

# What is older is found in the catalog: a feed tells what is new.
MOST = 50


class StableFeed:
    """Says of an empty feed that it never changed, where Django's would say that it just did."""

    items: list[dict[str, Any]]

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=THE_BEGINNING)


class AtomFeed(StableFeed, Atom1Feed):
    pass


class RSSFeed(StableFeed, Rss201rev2Feed):
    pass


FORMATS: dict[str, Callable[..., SyndicationFeed]] = {
    "atom": AtomFeed,
    "rss": RSSFeed,
    "json": JSONFeed,
}
# Names of formats are not translated.
FORMAT_NAMES = {"atom": "Atom", "rss": "RSS", "json": "JSON Feed"}
TYPES = {
    "atom": "application/atom+xml",
    "rss": "application/rss+xml",
    "json": "application/feed+json",
}
THE_BEGINNING = datetime(1970, 1, 1, tzinfo=timezone.get_fixed_timezone(0))


@dataclass(frozen=True)
class About:
    """What a feed is of; ``url`` leads to the page that shows the same."""

    title: str
    description: str
    url: str
    author: str


def feed_of(rows: Any, request: HttpRequest, *, kind: str, about: About) -> HttpResponseBase:
    """The newest of ``rows`` of the projection as a feed in the format ``kind``; see ``FORMATS``.

    They come from ``open_rows()``. Raises Http404 for a format that there isn't.
    """
    if kind not in FORMATS:
        raise Http404
    reader = Reader(request)
    newest = load(rows.newest_first()[:MOST])
    feed = FORMATS[kind](
        title=printable(about.title),
        link=reader.absolute(about.url),
        description=printable(about.description),
        language=language_tag(translation.get_language() or conf.default_language()),
        author_name=about.author,
        feed_url=request.build_absolute_uri(request.path),
        feed_guid=request.build_absolute_uri(request.path),
    )
    for record in reader.records(newest):
        feed.add_item(**_item(record, about))
    response = HttpResponse(content_type=f"{TYPES[kind]}; charset=utf-8")
    feed.write(response, "utf-8")
    changed_at = max((item["updateddate"] for item in feed.items), default=None)
    return answer_once(request, response, changed_at=changed_at)


def _item(record: EntryRecord, about: About) -> dict[str, Any]:
    subjects = [record.category and record.category.title]
    subjects += [named.name for named in (record.subject_class, record.genre) if named]
    return {
        "title": printable(record.title),
        "link": record.url,
        # Programs take it for HTML.
        "description": escape(printable(record.summary)),
        "content_text": printable(record.summary or record.title),
        "unique_id": record.iri,
        "unique_id_is_permalink": False,
        "author_name": record.unit.name if record.unit else about.author,
        "pubdate": _start_of(record) or record.changed_at,
        "updateddate": record.changed_at,
        "categories": [printable(word) for word in (*filter(None, subjects), *record.keywords)],
        "attachments": record.files,
    }


def _start_of(record: EntryRecord) -> datetime | None:
    """Days of publication have no hour; feeds want a moment."""
    day = record.published_on
    return datetime.combine(day, time.min, tzinfo=conf.time_zone()) if day else None
