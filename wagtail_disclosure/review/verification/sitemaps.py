"""The sitemap against what is disclosed: it names every page that is, and no other."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Site

from wagtail_disclosure.core.sitemaps import AllLanguagesSitemap
from wagtail_disclosure.review.models import GuardedPageMixin
from wagtail_disclosure.review.verification import Problem

CHUNK = 200


def verify_sitemap() -> Iterator[Problem]:
    """Guarded pages that the sitemap names and nobody may see, and the other way round."""
    if not Site.objects.filter(is_default_site=True).exists():
        return
    pages = AllLanguagesSitemap().items().iterator(chunk_size=CHUNK)
    while chunk := list(islice(pages, CHUNK)):
        yield from _problems(page for page in chunk if isinstance(page, GuardedPageMixin))


def _problems(pages: Iterator[Any]) -> Iterator[Problem]:
    by_model: dict[type[Any], list[Any]] = defaultdict(list)
    for page in pages:
        by_model[type(page)].append(page)
    for model, some in by_model.items():
        keys = [page.pk for page in some]
        disclosed = set(model.objects.disclosed().filter(pk__in=keys).values_list("pk", flat=True))
        for page in some:
            is_named = bool(page.get_sitemap_urls())
            if is_named and page.pk not in disclosed:
                yield Problem.of(page, "sitemap", _("The sitemap names it; nobody may see it."))
            elif not is_named and page.pk in disclosed:
                yield Problem.of(page, "sitemap", _("The sitemap leaves it out."))
