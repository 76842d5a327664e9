"""Keeping the texts of disclosed files, and the search index with them.

A file is read by a task after its entry became public, and its text is forgotten as soon as no
disclosed entry holds it.
"""

from collections.abc import Collection
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.signals import post_delete
from django_tasks import task
from wagtail.search import index
from wagtail.signals import page_published, page_unpublished

from wagtail_disclosure.catalog.finding.reading import read_text
from wagtail_disclosure.catalog.models import EntryAttachment, EntryPage, FileText
from wagtail_disclosure.core.models import StoredFile


def connect() -> None:
    """Follow entries as they become public or stop to be, and files as they are taken away."""
    uid = "wagtail_disclosure.file_texts {}".format
    page_published.connect(_after_publication, sender=EntryPage, dispatch_uid=uid("read"))
    page_unpublished.connect(_after_withdrawal, sender=EntryPage, dispatch_uid=uid("withdrawn"))
    post_delete.connect(_after_removal, sender=EntryAttachment, dispatch_uid=uid("removed"))


def read_files(entry: EntryPage) -> int:
    """Read the entry's disclosed files that nobody has read, and index all that hold them.

    Returns how many were read.
    """
    held = EntryAttachment.objects.filter(page=entry).disclosed()
    unread = _unread(held)
    for stored in unread:
        outcome, text = read_text(stored)
        with transaction.atomic():
            # It may have been withdrawn while it was read.
            if EntryAttachment.objects.filter(stored_file=stored).disclosed().exists():
                kept = {"outcome": outcome, "text": text}
                FileText.objects.update_or_create(stored_file=stored, defaults=kept)
    held = EntryAttachment.objects.filter(stored_file__in=[stored.pk for stored in unread])
    _index(Q(pk=entry.pk) | Q(pk__in=held.values("page")))
    return len(unread)


@task()
def read_files_task(key: int) -> None:
    """For a worker, where the site has one; without one it happens in the request."""
    read_files_of(key)


def read_files_of(key: int) -> int:
    """:func:`read_files` of the entry with this key; none where it is not disclosed any more."""
    entry = EntryPage.objects.disclosed().filter(pk=key).first()
    return read_files(entry) if entry is not None else 0


def entries_with_unread_files() -> QuerySet[EntryPage]:
    """Disclosed entries that have a file which nobody has read."""
    known = FileText.objects.filter(stored_file=OuterRef("stored_file"))
    unread = EntryAttachment.objects.disclosed().filter(~Exists(known), page=OuterRef("pk"))
    return EntryPage.objects.disclosed().filter(Exists(unread)).order_by("pk")


def forget_unheld() -> int:
    """Forget the texts of files that no disclosed entry holds any more; returns how many."""
    return _forget(FileText.objects.all())


def forget_unread() -> int:
    """Forget which files could not be read, so that they are tried again; returns how many."""
    is_read = {FileText.Outcome.READ, FileText.Outcome.CUT}
    number, _each = FileText.objects.exclude(outcome__in=is_read).delete()
    return number


def _unread(held: QuerySet[EntryAttachment]) -> list[StoredFile]:
    known = FileText.objects.filter(stored_file=OuterRef("pk"))
    files = StoredFile.objects.filter(~Exists(known), pk__in=held.values("stored_file"))
    return list(files.exclude(scan_state=StoredFile.ScanState.QUARANTINED))


def _forget(texts: QuerySet[FileText]) -> int:
    open_files = EntryAttachment.objects.disclosed().exclude(
        stored_file__scan_state=StoredFile.ScanState.QUARANTINED
    )
    held = open_files.filter(stored_file=OuterRef("stored_file"))
    number, _each = texts.filter(~Exists(held)).delete()
    return number


def _after_publication(instance: EntryPage, **kwargs: Any) -> None:
    if instance.attachments.all():
        transaction.on_commit(partial(read_files_task.enqueue, instance.pk))


def _after_withdrawal(instance: EntryPage, **kwargs: Any) -> None:
    _forget_files([row.stored_file_id for row in instance.attachments.all()])


def _after_removal(instance: EntryAttachment, **kwargs: Any) -> None:
    _forget_files([instance.stored_file_id])


def _forget_files(files: Collection[Any]) -> None:
    if files and _forget(FileText.objects.filter(stored_file__in=files)):
        held = EntryAttachment.objects.filter(stored_file__in=files)
        _index(Q(pk__in=held.values("page")))


def _index(which: Q) -> None:
    """Index these entries as they are stored, whoever has them in memory."""
    for entry in EntryPage.objects.filter(which):
        index.insert_or_update_object(entry)
