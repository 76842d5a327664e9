"""Where machines find the same as the page shows."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.urls import reverse

from wagtail_disclosure.catalog.open_data.feeds import FORMAT_NAMES, TYPES
from wagtail_disclosure.catalog.open_data.json_blocks import json_for_html
from wagtail_disclosure.catalog.open_data.structured_data import structured_data

register = template.Library()


@dataclass(frozen=True)
class FeedLink:
    """One format of a feed."""

    name: str
    media_type: str
    url: str


@register.simple_tag
def disclosure_feeds(category: Any = None) -> list[FeedLink]:
    """The feeds of a category, or of what is newly published; none of a category in preview."""
    if category is not None and not category.pk:
        return []
    return [
        FeedLink(name=name, media_type=TYPES[kind], url=_address(category, kind))
        for kind, name in FORMAT_NAMES.items()
    ]


@register.inclusion_tag(
    "wagtail_disclosure_catalog/includes/structured_data.html", takes_context=True
)
def disclosure_structured_data(context: template.Context) -> dict[str, Any]:
    """What the page is, in the words of schema.org."""
    data = structured_data(context)
    return {"data": json_for_html(data) if data else ""}


def _address(category: Any, kind: str) -> str:
    if category is None:
        return reverse("wagtail_disclosure_catalog:feed_of_news", args=[kind])
    return reverse("wagtail_disclosure_catalog:feed_of_category", args=[category.pk, kind])
