"""Which drafts become public by being shown, and nothing else: no column of them has to change.

Whatever is in doubt is not ordinary: it is published, or refused, by its own ``publish()``.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from wagtail.fields import StreamField
from wagtail.models import COMMENTS_RELATION_NAME, Page, Revision

from wagtail_disclosure.review.content import fingerprints
from wagtail_disclosure.review.content.files import check_files
from wagtail_disclosure.review.exceptions import DecisionRefused
from wagtail_disclosure.review.models import addresses
from wagtail_disclosure.review.models.originals import fingerprints_of_originals
from wagtail_disclosure.review.models.rounds import under_review
from wagtail_disclosure.review.publishing.loading import addresses_above
from wagtail_disclosure.review.publishing.serializing import serialized

# What of a page is kept beside its revisions, whatever they say; see Page.with_content_json().
KEPT = frozenset(
    {
        "alias_of",
        "content_type",
        "depth",
        "draft_title",
        "expired",
        "has_unpublished_changes",
        "last_published_at",
        "latest_revision",
        "latest_revision_created_at",
        "live",
        "live_revision",
        "locale",
        "locked",
        "locked_at",
        "locked_by",
        "numchild",
        "owner",
        "path",
        "translation_key",
        "url_path",
    }
)


@dataclass(frozen=True)
class Ordinary:
    """A draft that is stored exactly as it becomes public."""

    page: Any
    revision: Revision
    content: dict[str, Any]
    fingerprint: str
    source_fingerprint: str


def ordinary(pages: Collection[Any], revisions: dict[Any, Revision]) -> Iterator[Ordinary]:
    """Those of the drafts ``pages`` that are, each with its latest revision by primary key.

    The pages are of one type, with their child rows loaded, and locked.
    """
    hindered = _hindered(pages, revisions)
    above = addresses_above(pages)
    originals = fingerprints_of_originals(pages)
    for page in pages:
        revision, original = revisions[page.pk], originals[page.pk]
        is_simple = page.pk not in hindered and original is not None
        is_simple = is_simple and _is_new(page, above.get(page.path[: -Page.steplen]))
        if is_simple and is_as_stored(page, revision) and _is_valid(page):
            content = fingerprints.canonical_content(page)
            yield Ordinary(page, revision, content, fingerprints.fingerprint(content), original)


def _hindered(pages: Collection[Any], revisions: dict[Any, Revision]) -> set[Any]:
    """The keys of those that something beside them has to do with: found in six queries."""
    by_id = {str(page.pk): page for page in pages}
    found = {by_id[key].pk for key in under_review(type(next(iter(pages))), by_id)}
    aliases = Page._base_manager.filter(alias_of__in=[page.pk for page in pages])
    found.update(aliases.values_list("alias_of_id", flat=True))
    for key, number, created_at, go_live_at in _revisions(pages):
        latest = revisions[by_id[key].pk]
        is_newer = (created_at, number) > (latest.created_at, latest.pk)
        if is_newer or go_live_at is not None:
            found.add(by_id[key].pk)
    above = {page.pk: addresses.paths_above(page) for page in pages}
    uncleared = addresses.uncleared_among(path for paths in above.values() for path in paths)
    found.update(key for key, paths in above.items() if uncleared.intersection(paths))
    return found | _with_namesakes(pages)


def _with_namesakes(pages: Collection[Any]) -> set[Any]:
    """The keys of those whose name another page beside them has, too."""
    names = {page.slug for page in pages}
    places = Counter(
        (path[: -Page.steplen], name)
        for path, name in Page._base_manager.filter(slug__in=names).values_list("path", "slug")
    )
    return {page.pk for page in pages if places[page.path[: -Page.steplen], page.slug] > 1}


def _revisions(pages: Collection[Any]) -> Any:
    one = next(iter(pages))
    rows = Revision.objects.filter(
        base_content_type=one.get_base_content_type(), object_id__in=[str(p.pk) for p in pages]
    )
    return rows.order_by().values_list("object_id", "pk", "created_at", "approved_go_live_at")


def _is_new(page: Any, above: str | None) -> bool:
    """Whether it was never public, stands alone below the address ``above``, and nobody wants
    anything of it on some day.
    """
    return (
        not page.live
        and not page.cleared_fingerprint
        and page.draft_title == page.title
        and above is not None
        and page.url_path == f"{above}{page.slug}/"
        and all(
            getattr(page, name) is None
            for name in (
                "alias_of_id",
                "clearance_id",
                "expire_at",
                "first_published_at",
                "go_live_at",
                "live_revision_id",
            )
        )
    )


def is_as_stored(page: Any, revision: Revision) -> bool:
    """Whether publishing ``revision`` would write what the page's rows hold already.

    Of a type that can be published together, with its child rows loaded.
    """
    if page.latest_revision_id != revision.pk or getattr(page, COMMENTS_RELATION_NAME).all():
        return False
    stored, written = serialized(page), revision.content
    missing = object()
    different = {
        name
        for name in (stored.keys() | written.keys()) - KEPT
        if stored.get(name, missing) != written.get(name, missing)
    }
    if not different <= stored.keys() & written.keys():
        return False
    # Most are dates and the like, which a revision holds as text.
    as_json = json.loads(
        json.dumps({name: stored[name] for name in different}, cls=DjangoJSONEncoder)
    )
    return all(
        as_json[name] == written[name] or _is_same_stream(page, name, as_json, written)
        for name in different
    )


def _is_same_stream(page: Any, name: str, stored: Any, written: Any) -> bool:
    """Whether these are the same blocks; PostgreSQL puts what it knows of each in another order."""
    streams = {field.name for field in page._meta.concrete_fields if isinstance(field, StreamField)}
    if name not in streams or not (stored.get(name) and written.get(name)):
        return False
    try:
        return json.loads(stored[name]) == json.loads(written[name])
    except ValueError:
        return False


@cache
def _links(model: type[Any]) -> frozenset[str]:
    return frozenset(field.name for field in model._meta.concrete_fields if field.is_relation)


def _is_valid(page: Any) -> bool:
    """Whether its values and files are sound; what it refers to, the database looks after."""
    try:
        page.clean_fields(exclude=_links(type(page)))
        check_files(page)
    except (ValidationError, DecisionRefused):
        return False
    return True
