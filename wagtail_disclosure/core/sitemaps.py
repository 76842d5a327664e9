"""The sitemap of a site with several languages."""

from functools import reduce
from operator import or_
from typing import Any

from wagtail.contrib.sitemaps.sitemap_generator import Sitemap
from wagtail.models import Page


class AllLanguagesSitemap(Sitemap):
    """Wagtail's sitemap, which lists one language's pages only, with those of all languages.

    Each page still decides for itself whether it is listed: guarded ones only while disclosed.
    """

    def items(self) -> Any:
        roots = self.get_wagtail_site().root_page.get_translations(inclusive=True)
        below = reduce(or_, (Page.objects.descendant_of(root, inclusive=True) for root in roots))
        return below.live().public().order_by("path").defer_streamfields().specific()
