"""Files and the rows they belong to: stored together, or not at all."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import transaction

from wagtail_disclosure.cases.models.files import CaseFile

logger = logging.getLogger(__name__)


@contextmanager
def whole_or_not_at_all() -> Iterator[list[CaseFile]]:
    """A transaction; where what is done in it fails, the files that it stored go as well.

    Where the commit fails they stay, unreadable: the database may have committed all the same.
    """
    stored: list[CaseFile] = []
    with transaction.atomic():
        try:
            yield stored
        except BaseException:
            remove_stored(stored)
            raise


def remove_stored(stored: Iterable[CaseFile]) -> None:
    """Take away the files of a transaction that is rolled back: no storage does that by itself.

    Raises nothing: one that the storage can't delete stays, unreadable, and is logged; the others
    go, and whoever rolls back tells of what went wrong first.
    """
    for file in stored:
        try:
            file.file.storage.delete(file.file.name)
        except Exception:
            logger.exception("File %s was rolled back and can't be deleted.", file.pk)
