"""The pages of the catalog, guides and FAQs, and the register of exempt items."""

from wagtail_disclosure.catalog.models.attachments import EntryAttachment
from wagtail_disclosure.catalog.models.broken_links import BrokenLink
from wagtail_disclosure.catalog.models.categories import (
    CatalogMixin,
    CatalogPage,
    CategoryMixin,
    CategoryPage,
)
from wagtail_disclosure.catalog.models.entries import EntryMixin, EntryPage
from wagtail_disclosure.catalog.models.faqs import (
    FAQIndexMixin,
    FAQIndexPage,
    FAQMixin,
    FAQPage,
    HelpfulAnswers,
)
from wagtail_disclosure.catalog.models.file_texts import FileText
from wagtail_disclosure.catalog.models.guides import (
    GuideMixin,
    GuidePage,
    ServiceGuideMixin,
    ServiceGuidePage,
)
from wagtail_disclosure.catalog.models.hand_overs import HandedOver, HandOver
from wagtail_disclosure.catalog.models.obligations import Fulfillment, PublicationObligation
from wagtail_disclosure.catalog.models.projection import CategoryCount, PublicEntry, SearchedEntry
from wagtail_disclosure.catalog.models.public_lines import ExemptPublicLine
from wagtail_disclosure.catalog.models.register import ExemptItem
from wagtail_disclosure.catalog.models.related import EntrySuccessor, JointIssuer
from wagtail_disclosure.catalog.models.rules import (
    DisclosureRulesMixin,
    DisclosureRulesPage,
    RulesAttachment,
)
from wagtail_disclosure.catalog.models.search_alerts import SearchAlert
from wagtail_disclosure.catalog.models.staged_imports import StagedImport, StagedRow
from wagtail_disclosure.catalog.models.vocabularies import Genre, SubjectClass
from wagtail_disclosure.catalog.models.withdrawn import WithdrawnEntry

__all__ = [
    "BrokenLink",
    "CatalogMixin",
    "CatalogPage",
    "CategoryCount",
    "CategoryMixin",
    "CategoryPage",
    "DisclosureRulesMixin",
    "DisclosureRulesPage",
    "EntryAttachment",
    "EntryMixin",
    "EntryPage",
    "EntrySuccessor",
    "ExemptItem",
    "ExemptPublicLine",
    "Fulfillment",
    "Genre",
    "JointIssuer",
    "PublicEntry",
    "SearchAlert",
    "SearchedEntry",
    "StagedImport",
    "StagedRow",
    "SubjectClass",
    "WithdrawnEntry",
    "FAQIndexMixin",
    "FAQIndexPage",
    "FAQMixin",
    "FAQPage",
    "GuideMixin",
    "GuidePage",
    "FileText",
    "HandOver",
    "HandedOver",
    "HelpfulAnswers",
    "PublicationObligation",
    "RulesAttachment",
    "ServiceGuideMixin",
    "ServiceGuidePage",
]
