"""From the register back to a page: as a draft, for the review to decide."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import models, transaction
from wagtail.log_actions import log
from wagtail.models import Page

from wagtail_disclosure.catalog.exceptions import (
    ClassHasNoPage,
    DeclassifiedAlready,
    ReasonMissing,
)
from wagtail_disclosure.catalog.models import CategoryPage, EntryPage, ExemptItem
from wagtail_disclosure.catalog.reclassification.authors import authors_come_back
from wagtail_disclosure.catalog.reclassification.packages import (
    held_attachments,
    held_content,
    held_rows,
    is_there,
)
from wagtail_disclosure.catalog.reclassification.records import DECLASSIFIED
from wagtail_disclosure.catalog.reclassification.rights import check_may_declassify
from wagtail_disclosure.core import days
from wagtail_disclosure.core.audit import Actor, attribute
from wagtail_disclosure.core.models import Exemption
from wagtail_disclosure.review.models import ReleasePackage
from wagtail_disclosure.rules.classification import DisclosureClass

# What a package gives back to the description; text and files only where the class has them.
DESCRIPTION = (
    "seo_title",
    "search_description",
    "document_number",
    "issuing_body",
    "created_on",
    "published_on",
    "summary",
    *EntryPage.DESCRIPTION,
)


@transaction.atomic
def declassify(
    item: ExemptItem,
    *,
    to: DisclosureClass | str,
    parent: CategoryPage,
    ground: Exemption | None = None,
    reason: str,
    by: Any,
) -> EntryPage:
    """Draft an entry from an exempt item, below ``parent``; the review's tiers decide on it.

    The item stays in the register until the entry is cleared. Languages whose text is in the
    package follow as drafts where ``parent`` has a translation. Raises PermissionDenied,
    ClassHasNoPage, ReasonMissing, DeclassifiedAlready.
    """
    check_may_declassify(by, item)
    kind = DisclosureClass(to)
    if not kind.may_have_page:
        raise ClassHasNoPage
    if not reason.strip():
        raise ReasonMissing
    item = ExemptItem.objects.select_for_update().get(pk=item.pk)
    if item.translation_key is not None and _is_a_page(item.translation_key):
        raise DeclassifiedAlready(item.reference)
    key: Any = item.translation_key
    package = ReleasePackage.objects.filter(translation_key=key).first()
    entry = _draft(item, package, parent, kind=kind, ground=ground, reason=reason, by=by)
    item.translation_key = entry.translation_key
    item.declassified_to = kind.value
    item.declassified_on = days.today()
    attribute(item, by=Actor.of(by), reason=reason)
    item.save()
    for other in parent.get_translations():
        if held_content(package, other.locale.language_code):
            _draft(item, package, other, kind=kind, ground=ground, reason=reason, by=by)
    return entry


def _draft(
    item: ExemptItem,
    package: ReleasePackage | None,
    parent: CategoryPage,
    *,
    kind: DisclosureClass,
    ground: Exemption | None,
    reason: str,
    by: Any,
) -> EntryPage:
    content = held_content(package, parent.locale.language_code)
    entry: Any = EntryPage(
        title=content.get("title") or item.title,
        disclosure_class=kind.value,
        class_reason=reason.strip() if kind.needs_reason else "",
        class_ground=ground if kind.needs_reason else None,
        responsible_unit=item.unit,
        created_on=item.created_on,
        locale=parent.locale,
        owner=by,
        live=False,
        # Other documents cite the number: it is the same as before.
        index_number=_held_number(package),
    )
    if item.translation_key is not None:
        entry.translation_key = item.translation_key
    _fill(entry, content)
    # Afresh: the tree below it may have changed meanwhile.
    Page.objects.get(pk=parent.pk).add_child(instance=entry)
    revision = entry.save_revision(user=by, log_action=False)
    authors_come_back(revision, package, parent.locale.language_code)
    log(instance=entry, action=DECLASSIFIED, user=by, revision=revision, content_changed=True)
    return entry


def _fill(entry: Any, content: Mapping[str, Any]) -> None:
    """Give ``entry`` what the package holds of it and its class allows."""
    for name in DESCRIPTION:
        if content.get(name) and is_there(EntryPage, name, content[name]):
            field: models.Field[Any, Any] = getattr(EntryPage, name).field
            setattr(entry, field.attname, field.to_python(content[name]))
    for name in ("joint_issuers", "successors"):
        rows = getattr(EntryPage, name).rel.related_model
        setattr(entry, name, held_rows(content.get(name, []), rows))
    if entry.kind.may_have_body:
        entry.body = content.get("body") or []
        entry.attachments = held_attachments(content, EntryPage.attachments.rel.related_model)


def _is_a_page(translation_key: UUID) -> bool:
    return bool(EntryPage.objects.filter(translation_key=translation_key).exists())


def _held_number(package: ReleasePackage | None) -> str:
    held = package.content.values() if package is not None else ()
    return next((content["index_number"] for content in held if "index_number" in content), "")
