"""Links within rich text: they name no address that nobody cleared."""

from typing import Any

from django.conf import settings
from django.utils.html import escape
from wagtail.models import Locale, Page
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.rich_text.pages import PageLinkHandler

from wagtail_disclosure.review.models import GuardedMixin


class PublicPageLinkHandler(PageLinkHandler):
    """As Wagtail's, but the address of a page shows only while the page itself is public.

    Wagtail's gives out the address of a draft, whose slug tells what the draft is about.
    A restricted page keeps its address: the review cleared its slug for everybody, and who knows
    the password needs the link.
    """

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        pages = cls.get_many(attrs_list)
        translated = _in_active_locale([page for page in pages if page is not None])
        return [
            # A translation passes a review of its own: until then, what it translates.
            _opening_tag(translated.get(page.translation_key), page) if page else "<a>"
            for page in pages
        ]


def register_link_handler(features: FeatureRegistry) -> None:
    """Take the place of Wagtail's handler of links to pages."""
    features.register_link_type(PublicPageLinkHandler)


def _in_active_locale(pages: list[Page]) -> dict[Any, Page]:
    """By translation key, in one look-up for all; ``Page.localized`` takes two for each."""
    if not pages or not getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        return {}
    active = Locale.get_active()
    keys = {page.translation_key for page in pages if page.locale_id != active.pk}
    found = Page.objects.filter(locale=active, translation_key__in=keys)
    return {page.translation_key: page for page in found.defer_streamfields().specific()}


def _opening_tag(*candidates: Page | None) -> str:
    public = (page for page in candidates if page is not None and _is_public(page))
    shown = next(public, None)
    url = shown.url if shown is not None else None
    return f'<a href="{escape(url)}">' if url else "<a>"


def _is_public(page: Page) -> bool:
    return page.is_sealed if isinstance(page, GuardedMixin) else page.live
