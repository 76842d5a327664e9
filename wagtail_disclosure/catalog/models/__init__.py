"""The pages of the catalog and the register of exempt items."""

from wagtail_disclosure.catalog.models.attachments import EntryAttachment
from wagtail_disclosure.catalog.models.categories import (
    CatalogMixin,
    CatalogPage,
    CategoryMixin,
    CategoryPage,
)
from wagtail_disclosure.catalog.models.entries import EntryMixin, EntryPage
from wagtail_disclosure.catalog.models.public_lines import ExemptPublicLine
from wagtail_disclosure.catalog.models.register import ExemptItem

__all__ = [
    "CatalogMixin",
    "CatalogPage",
    "CategoryMixin",
    "CategoryPage",
    "EntryAttachment",
    "EntryMixin",
    "EntryPage",
    "ExemptItem",
    "ExemptPublicLine",
]
