"""Uploading a table, saying what its columns are, and taking it back."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.db.models import F
from django.template.defaultfilters import filesizeformat
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wagtail_disclosure.catalog.models import StagedImport
from wagtail_disclosure.catalog.staged_import import sources
from wagtail_disclosure.catalog.staged_import.columns import guess_columns, guess_kind
from wagtail_disclosure.catalog.staged_import.tables import RefusedTable
from wagtail_disclosure.core import conf
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.models import StoredFile

KEPT = timedelta(days=30)
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def upload(content: File, *, name: str, by: Any) -> StagedImport:
    """Keep a table in private storage, with a guess at its columns. Raises RefusedTable."""
    if content.size > conf.attachment_max_bytes():
        limit = filesizeformat(conf.attachment_max_bytes())
        raise RefusedTable(
            _("The file is too big; at most %(limit)s are possible.") % {"limit": limit}
        )
    if not content.size:
        raise RefusedTable(_("The file is empty."))
    head = sources.read_head(sources.open_source(content.file))
    kind = guess_kind(head.header)
    is_workbook = sources.is_workbook(content.file)
    content.seek(0)
    with transaction.atomic():
        stored = StoredFile.store(
            content,
            name=content.name or "",
            content_type=WORKBOOK if is_workbook else "text/csv",
            by=Actor.of(by),
        )
        return StagedImport.objects.create(
            name=name,
            kind=kind,
            file_name=stored.name,
            stored_file=stored,
            header_line=head.line,
            header=head.header,
            columns=guess_columns(kind, head.header),
            language=get_language() or conf.default_language(),
            started_by_id=by.pk,
            started_by_name=Actor.of(by).name,
        )


def discard(work: StagedImport) -> None:
    """Forget an import, its rows and its file; what it drafted stays."""
    with transaction.atomic():
        drop_file(work)
        work.forget_rows()
        work.delete()


def discard_forgotten(now: datetime) -> int:
    """Forget what was not finished for :data:`KEPT`; how many there were.

    What stands in a file may be meant for nobody by now, and whoever uploaded it may have left.
    """
    begun_before = StagedImport.objects.filter(started_at__lt=now - KEPT)
    forgotten = begun_before.exclude(state=StagedImport.State.FINISHED)
    number = 0
    for key in list(forgotten.values_list("pk", flat=True)):
        with transaction.atomic():
            # Somebody may go on with it just now.
            if forgotten.filter(pk=key).update(state=F("state")):
                discard(StagedImport.objects.get(pk=key))
                number += 1
    return number


def drop_file(work: StagedImport) -> None:
    """Delete the uploaded file, once the transaction in which this is called is stored."""
    stored = work.stored_file
    if stored is None:
        return
    work.stored_file = None
    work.save(update_fields=["stored_file"])
    stored.delete()
    transaction.on_commit(partial(stored.file.storage.delete, stored.file.name))
