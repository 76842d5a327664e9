"""Checking the links of everything public, a portion of pages at a time."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import lru_cache

from django.db import transaction
from wagtail.models import Page

from wagtail_disclosure.catalog.lifecycle.links import links_in
from wagtail_disclosure.catalog.lifecycle.other_sites import Verdict, verdict_on
from wagtail_disclosure.catalog.models import BrokenLink
from wagtail_disclosure.catalog.models.base import CatalogTypeMixin
from wagtail_disclosure.core import conf
from wagtail_disclosure.review.models.guarded import guarded_pages

PAGES_AT_ONCE = 200
# The same address stands in many texts.
REMEMBERED = 10_000


def check_links(*, now: datetime, ask: Callable[[str], Verdict] = verdict_on) -> int:
    """Look at all links anew; how many lead nowhere.

    Other sites are asked only where ``CHECK_EXTERNAL_LINKS`` says so.
    """
    asked = lru_cache(maxsize=REMEMBERED)(ask) if conf.check_external_links() else _nobody
    for pages in _public_pages():
        found = list(_broken(pages, asked, now))
        with transaction.atomic():
            BrokenLink.objects.filter(page__in=pages).delete()
            # Asking took its time, and some may be deleted by now.
            there = _existing(page.pk for page in pages)
            BrokenLink.objects.bulk_create(link for link in found if link.page_id in there)
    BrokenLink.objects.exclude(checked_at=now).delete()
    return BrokenLink.objects.count()


def _public_pages() -> Iterator[list[Page]]:
    for model in guarded_pages():
        if not issubclass(model, CatalogTypeMixin):
            continue
        last = 0
        while pages := list(
            model._base_manager.filter(live=True, pk__gt=last).order_by("pk")[:PAGES_AT_ONCE]
        ):
            yield pages
            last = pages[-1].pk


def _broken(
    pages: list[Page], asked: Callable[[str], Verdict], now: datetime
) -> Iterator[BrokenLink]:
    links = {page.pk: links_in(page) for page in pages}
    named = {key for found in links.values() for key in found.pages}
    there = _existing(named)
    for page in pages:
        for key, words in sorted(links[page.pk].pages.items()):
            if key not in there:
                reason = BrokenLink.Reason.DELETED
                yield BrokenLink(page_id=page.pk, address=words, reason=reason, checked_at=now)
        for address in sorted(links[page.pk].addresses):
            if reason := asked(address):
                yield BrokenLink(page_id=page.pk, address=address, reason=reason, checked_at=now)


def _existing(keys: Iterable[int]) -> set[int]:
    return set(Page.objects.filter(pk__in=list(keys)).values_list("pk", flat=True))


def _nobody(address: str) -> Verdict:
    return None
