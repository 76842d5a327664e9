"""The steps of an import one after the other, by a task, a few rows in each transaction.

A row knows how far it is, and says so in the transaction that writes its draft. So whatever
interrupts an import, :func:`advance` goes on where it stopped, and writes nothing twice.
"""

from contextlib import suppress
from functools import partial

from django.db import transaction
from django.utils import translation
from django_tasks import task

from wagtail_disclosure.catalog.models import StagedImport
from wagtail_disclosure.catalog.staged_import.checking import check_some
from wagtail_disclosure.catalog.staged_import.loading import load_some
from wagtail_disclosure.catalog.staged_import.reading import read

State = StagedImport.State


@transaction.atomic
def start(work: StagedImport) -> None:
    """Have a task read and try out the rows, as the columns of ``work`` say what they are."""
    work.forget_rows()
    work.state, work.refusal, work.total = State.READING, "", 0
    work.save()
    transaction.on_commit(partial(go_on, work))


@transaction.atomic
def confirm(work: StagedImport) -> None:
    """Have a task load the rows that were found good."""
    stored = StagedImport.objects.locked(work.pk)
    if stored.state == State.CHECKED:
        stored.state = State.LOADING
        stored.save()
        transaction.on_commit(partial(go_on, stored))


def go_on(work: StagedImport) -> None:
    """Have a task do what is left, if anything is."""
    advance_task.enqueue(work.pk)


@task()
def advance_task(key: int) -> None:
    """For a worker, where the site has one; without one it happens in the request."""
    advance(StagedImport.objects.get(pk=key))


def advance(work: StagedImport) -> None:
    """Do what is left of the present step. Safe to call again, and by two processes at once."""
    # Somebody may discard it meanwhile.
    with translation.override(work.language), suppress(StagedImport.DoesNotExist):
        stored = StagedImport.objects.get(pk=work.pk)
        if stored.state == State.READING:
            read(stored)
        while check_some(work.pk) or load_some(work.pk):
            continue
