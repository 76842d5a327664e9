"""What was released on request and is proposed for everybody becomes the draft of an entry."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from wagtail_disclosure.catalog.models import CategoryPage, EntryAttachment, EntryPage
from wagtail_disclosure.core import conf
from wagtail_disclosure.core.models import PublicBody
from wagtail_disclosure.core.signals import (
    NoPlaceForDisclosure,
    ProposedDisclosure,
    disclosure_proposed,
)
from wagtail_disclosure.rules.classification import DisclosureClass


def connect() -> None:
    disclosure_proposed.connect(write_draft, dispatch_uid="disclosure_proposals")


def write_draft(sender: Any, proposed: ProposedDisclosure, **kwargs: Any) -> int:
    """Write the draft and return the key of its page; the secrecy review decides, as on any entry.

    Whoever proposes need not edit the catalog: editors of the unit go on. Raises
    NoPlaceForDisclosure.
    """
    category = _category_for(proposed)
    unit = proposed.unit or PublicBody.objects.own().office
    if category is None or unit is None:
        raise NoPlaceForDisclosure(_("The catalog has no category, or no unit answers for it."))
    entry = EntryPage(
        title=proposed.title,
        summary=proposed.description,
        disclosure_class=DisclosureClass.PROACTIVE.value,
        class_reason=proposed.reason,
        responsible_unit=unit,
        locale=category.locale,
        owner=proposed.by,
        live=False,
    )
    entry.attachments = [
        EntryAttachment(stored_file=stored, title=title) for title, stored in proposed.files
    ]
    category.add_child(instance=entry)
    entry.save_revision(user=proposed.by)
    return entry.pk


def _category_for(proposed: ProposedDisclosure) -> CategoryPage | None:
    """The one that the request was about, else one of the unit, else the first: editors move it."""
    locale = Locale.objects.get(language_code=conf.default_language())
    categories = CategoryPage.objects.filter(locale=locale, alias_of=None).order_by("path")
    found = _category_about(proposed.about_page_id, categories)
    if not found and proposed.unit:
        found = categories.filter(responsible_unit=proposed.unit).first()
    return found or categories.first()


def _category_about(page_id: int | None, categories: Any) -> CategoryPage | None:
    """The one among ``categories`` that the page is in, also where it is in another language."""
    page = Page.objects.filter(pk=page_id).first()
    near = page and CategoryPage.objects.ancestor_of(page, inclusive=True).last()
    return near and categories.filter(translation_key=near.translation_key).first()
