"""Removing what repeats the content of an object: drafts, previews, logs, search, translations.

Wagtail and wagtail-localize keep copies of drafts in many places, for good reasons, and none of
them asks whether the content may still be there.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connections, router
from django.db.models import Q
from wagtail.admin.models import FormState
from wagtail.models import ModelLogEntry, Page, PageLogEntry, Revision, TaskState

from wagtail_disclosure.review.models import BatchItem
from wagtail_disclosure.review.translations import localize_traces

# Log entries of other pages name a page by id and title under these keys.
MENTIONS = ("page", "source", "destination")
# Of whichever app has the search index.
FULL_TEXT_TABLE = "_indexentry_fts"


def forget_pages(pages: Sequence[Any], *, called: str) -> None:
    """Delete ``pages`` with every copy of their content; logs go on naming them ``called``.

    Aliases first in ``pages``, then their sources. What stays is the record of the review: the
    clearances of what was public once.
    """
    keys = [page.pk for page in pages]
    for page in pages:
        forget_previews(page)
        _forget_redirects(page)
        _leave_batches(page, reason=called)
    translation_keys = {page.translation_key for page in pages}
    for key in keys:
        # Afresh: the page before may have moved its neighbors in the tree.
        Page.objects.get(pk=key).specific.delete()
    localize_traces.forget(translation_keys)
    forget_in_logs(keys, called=called)
    forget_deleted_words()


def forget_drafts(page: Any, *, new: Revision) -> None:
    """Delete all revisions but ``new``, which stands in for them in the record of the review."""
    old = Revision.objects.for_instance(page).exclude(pk=new.pk)
    TaskState.objects.filter(revision__in=old).update(revision=new)
    old.delete()
    forget_previews(page)


def forget_previews(page: Any) -> None:
    """Delete what editors see when they preview: of this page, and of new ones beside it."""
    content_type = ContentType.objects.get_for_model(page, for_concrete_model=False)
    parent = page.get_parent() if isinstance(page, Page) else None
    being_created = Q(object_id="", parent_object_id=str(parent.pk) if parent else "")
    states = FormState.objects.filter(content_type=content_type)
    states.filter(Q(object_id=str(page.pk)) | being_created).delete()


def forget_in_logs(keys: Iterable[Any], *, called: str) -> None:
    """Keep who did what to these pages and when; take away what they were called."""
    keys = list(keys)
    PageLogEntry.objects.filter(page_id__in=keys).update(label=called, data={})
    for name in MENTIONS:
        PageLogEntry.objects.filter(**{f"data__{name}__id__in": keys}).update(data={})


def forget_deleted_words() -> None:
    """Make SQLite's full-text index drop the words of deleted rows, which it otherwise keeps."""
    connection = connections[router.db_for_write(Page)]
    if connection.vendor != "sqlite":
        return
    tables = [name for name in connection.introspection.table_names() if _is_full_text(name)]
    with connection.cursor() as cursor:
        for name in tables:
            table = connection.ops.quote_name(name)
            cursor.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")  # noqa: S608


def _is_full_text(table: str) -> bool:
    return table.endswith(FULL_TEXT_TABLE)


def _forget_redirects(page: Any) -> None:
    """Addresses repeat titles; a redirect to a page that is gone leads nowhere anyway."""
    if not apps.is_installed("wagtail.contrib.redirects"):
        return
    model = apps.get_model("wagtailredirects", "Redirect")
    found = Q(redirect_page=page.pk)
    parts = page.get_url_parts()
    address = model.normalise_path(parts[2]) if parts and parts[2] else ""
    if len(address) > 1:
        found |= Q(old_path=address) | Q(old_path__startswith=f"{address}/")
    redirects = model.objects.filter(found)
    content_type = ContentType.objects.get_for_model(model)
    gone = [str(key) for key in redirects.values_list("pk", flat=True)]
    ModelLogEntry.objects.filter(content_type=content_type, object_id__in=gone).update(
        label=str(model._meta.verbose_name), data={}
    )
    redirects.delete()


def _leave_batches(page: Any, *, reason: str) -> None:
    waiting = BatchItem.objects.filter(
        object_type=page._meta.label_lower,
        object_id=str(page.pk),
        state=BatchItem.State.WAITING,
    )
    waiting.update(state=BatchItem.State.TAKEN_OUT, reason=reason)
