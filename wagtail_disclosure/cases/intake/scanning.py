"""Looking for viruses in what came in; a scanner that is down delays a file, never a request."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.module_loading import import_string

from wagtail_disclosure.cases.models.files import CaseFile
from wagtail_disclosure.core import conf
from wagtail_disclosure.core.encryption import CannotDecrypt

logger = logging.getLogger(__name__)

# What a file consists of -> the name of what was found in it, empty where it is clean. Raises
# whatever it likes where it can't tell: the file stays unscanned and is looked at again.
Scanner = Callable[[Iterable[bytes]], str]


@dataclass
class Scanned:
    """What became of the files that waited; ``is_down`` says that the scanner did not answer."""

    clean: int = 0
    quarantined: int = 0
    unreadable: int = 0
    waiting: int = 0
    is_down: bool = False


def scanner() -> Scanner | None:
    """What the settings name, or nothing. Raises ImportError where there is no such function."""
    path = conf.file_scanner()
    return import_string(path) if path else None


def is_held_back(file: CaseFile) -> bool:
    """Whether nobody may open ``file``: infected, or not looked at where something looks."""
    if file.scan_state == CaseFile.ScanState.QUARANTINED:
        return True
    return file.scan_state == CaseFile.ScanState.UNSCANNED and bool(conf.file_scanner())


def scan_files() -> Scanned:
    """Look at every file that waits, the oldest first, until the scanner fails."""
    scanned, scan = Scanned(), scanner()
    waiting = CaseFile.objects.filter(scan_state=CaseFile.ScanState.UNSCANNED)
    if scan is None:
        scanned.waiting = waiting.count()
        return scanned
    for file in waiting.select_related("case__key").order_by("added_at", "pk").iterator(100):
        try:
            found = scan(file.chunks())
        except CannotDecrypt:
            scanned.unreadable += 1
            continue
        except Exception:
            # Neither name nor content: who sent it stands in there.
            logger.exception("The scanner failed at file %s; it is tried again.", file.pk)
            scanned.is_down = True
            break
        _store(file, found, scanned)
    scanned.waiting = waiting.count()
    return scanned


def _store(file: CaseFile, found: str, scanned: Scanned) -> None:
    if found:
        logger.warning("File %s of %s is quarantined: %s.", file.pk, file.case, found)
        scanned.quarantined += 1
    else:
        scanned.clean += 1
    state = CaseFile.ScanState
    file.scan_state = state.QUARANTINED if found else state.CLEAN
    file.save(update_fields=["scan_state"])
