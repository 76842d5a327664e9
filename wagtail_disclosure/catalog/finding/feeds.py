"""The feed of a search: what it finds, the newest first, as Atom."""

from datetime import date, datetime, time

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Locale, Site

from wagtail_disclosure.catalog.finding.criteria import Criteria, read_criteria
from wagtail_disclosure.catalog.finding.saved import newest
from wagtail_disclosure.core import conf, days
from wagtail_disclosure.core.page_cache.keeping import kept

MOST = 30


@kept
@require_safe
def search_feed(request: HttpRequest) -> HttpResponse:
    """The newest entries that the search in the query finds, in the active language."""
    criteria = read_criteria(request.GET).in_any_order()
    locale = Locale.get_active()
    found = newest(criteria, locale, number=MOST, day=days.today())
    feed = _feed(criteria, locale, request)
    for row in found:
        url = row.entry.get_full_url(request) or ""
        feed.add_item(
            title=row.title,
            link=url,
            description=row.summary,
            unique_id=url,
            pubdate=_moment(row.public_on),
            updateddate=row.changed_at,
        )
    response = HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
    # Withdrawal must work at once, so no cache may answer in our place.
    patch_cache_control(response, private=True, no_cache=True)
    return response


def title_of(criteria: Criteria) -> str:
    """What the feed of a search is called."""
    if criteria.words:
        return _("New entries for “%(words)s”") % {"words": criteria.words}
    return _("New entries for a search") if criteria.chosen else _("New entries")


def _feed(criteria: Criteria, locale: Locale, request: HttpRequest) -> Atom1Feed:
    site = Site.find_for_request(request)
    root = site.root_url if site else ""
    query = criteria.urlencode()
    page, own = (
        f"{root}{reverse(f'wagtail_disclosure_catalog:{name}')}{'?' if query else ''}{query}"
        for name in ("search", "search_feed")
    )
    return Atom1Feed(
        title=title_of(criteria),
        link=page,
        description="",
        language=locale.language_code,
        feed_url=own,
        feed_guid=own,
    )


def _moment(day: date | None) -> datetime | None:
    return datetime.combine(day, time.min, tzinfo=conf.time_zone()) if day else None
