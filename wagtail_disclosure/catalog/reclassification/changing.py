"""Between open to everybody and open on request: the page stays, its text and files move."""

from typing import Any

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import ReferenceIndex
from wagtail.search import index

from wagtail_disclosure.catalog.classes import CLASS_NAMES
from wagtail_disclosure.catalog.exceptions import ClassNotPossible, ReasonMissing
from wagtail_disclosure.catalog.models.entries import next_review_on
from wagtail_disclosure.catalog.reclassification.authors import authors_come_back
from wagtail_disclosure.catalog.reclassification.locking import lock_versions
from wagtail_disclosure.catalog.reclassification.packages import (
    held_attachments,
    held_content,
    keep_in_package,
)
from wagtail_disclosure.catalog.reclassification.records import CLASS_CHANGED
from wagtail_disclosure.catalog.reclassification.rights import check_may_change_class
from wagtail_disclosure.core.models import Exemption
from wagtail_disclosure.review.actions import take_back
from wagtail_disclosure.review.content import traces
from wagtail_disclosure.review.models import ReleasePackage
from wagtail_disclosure.review.translations import localize_traces
from wagtail_disclosure.rules.classification import DisclosureClass

MOVED_FIELDS = ("body", "attachments")


def change_class(
    entry: Any, *, to: DisclosureClass | str, ground: Exemption | None = None, reason: str, by: Any
) -> None:
    """Open on request what was open to everybody, or the other way round, in all languages.

    Nothing of it is public until it passes the review again. Raises PermissionDenied,
    ReasonMissing, and ClassNotPossible for the class that it has, and for exempt: `restrict`.
    """
    check_may_change_class(by, entry)
    apply_class(entry, to=to, ground=ground, reason=reason, by=by)


@transaction.atomic
def apply_class(
    entry: Any, *, to: DisclosureClass | str, ground: Exemption | None = None, reason: str, by: Any
) -> None:
    """:func:`change_class` for callers that checked the right already, such as a review's tier.

    Text and files move to the release package, or come back from it. Each language is left with
    one draft: earlier drafts are deleted, so that no revert or schedule brings back another shape.
    """
    kind = DisclosureClass(to)
    if not kind.may_have_page or kind is entry.kind:
        raise ClassNotPossible(kind.value)
    if not reason.strip():
        raise ReasonMissing
    versions = lock_versions(entry)
    package = keep_in_package(versions)
    take_back(entry, by=by, reason=reason)
    _write_class(versions, kind=kind, ground=ground, reason=reason.strip())
    for version in versions:
        if version.alias_of_id is None:
            _redraft(version, package, by=by)
        else:
            # No save told the indexes about it.
            _index_anew(version)
    localize_traces.forget_fields(package.translation_key, MOVED_FIELDS)
    traces.forget_deleted_words()


def _write_class(
    versions: list[Any], *, kind: DisclosureClass, ground: Exemption | None, reason: str
) -> None:
    """On the rows of all languages and aliases in one statement: nowhere else is it written."""
    model = type(versions[0])
    keys = [version.pk for version in versions]
    model.attachments.rel.related_model.objects.filter(page__in=keys).delete()
    model._base_manager.filter(pk__in=keys).update(
        disclosure_class=kind.value,
        class_reason=reason if kind.needs_reason else "",
        class_ground=ground if kind.needs_reason else None,
        review_on=next_review_on() if kind.needs_reason else None,
        body=[],
    )


def _index_anew(version: Any) -> None:
    stored = type(version).objects.get(pk=version.pk)
    index.insert_or_update_object(stored)
    ReferenceIndex.create_or_update_for_object(stored)


def _redraft(version: Any, package: ReleasePackage, *, by: Any) -> None:
    """The latest draft in its new shape, as the only one that there is."""
    model = type(version)
    content = held_content(package, version.locale.language_code)
    stored = model.objects.get(pk=version.pk)
    draft = stored.get_latest_revision_as_object()
    for name in ("disclosure_class", "class_reason", "class_ground", "review_on"):
        setattr(draft, name, getattr(stored, name))
    may_have_body = draft.kind.may_have_body
    draft.body = content.get("body") or [] if may_have_body else []
    attachments = model.attachments.rel.related_model
    draft.attachments = held_attachments(content, attachments) if may_have_body else []
    draft.wagtail_admin_comments = [
        comment for comment in draft.wagtail_admin_comments.all() if not _is_on_moved(comment)
    ]
    draft.live = False
    draft.save()
    revision = draft.save_revision(user=by, log_action=False)
    if may_have_body:
        authors_come_back(revision, package, version.locale.language_code)
    log(
        instance=draft,
        action=CLASS_CHANGED,
        user=by,
        revision=revision,
        data={"class": str(CLASS_NAMES[draft.kind])},
        content_changed=True,
    )
    traces.forget_drafts(draft, new=revision)


def _is_on_moved(comment: Any) -> bool:
    return comment.contentpath.split(".")[0] in MOVED_FIELDS
