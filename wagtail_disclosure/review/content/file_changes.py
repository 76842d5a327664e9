"""Which files two contents differ in, by name and by hash."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FileChangeKind(TextChoices):
    ADDED = "added", _("Added")
    REMOVED = "removed", _("Removed")
    REPLACED = "replaced", _("Replaced")
    RENAMED = "renamed", _("Renamed")


@dataclass(frozen=True)
class FileChange:
    """A file that came, went, or has other content or another name than before."""

    kind: FileChangeKind
    name: str
    old_name: str = ""
    sha256: str = ""
    old_sha256: str = ""


def file_changes(old: dict[str, Any], new: dict[str, Any]) -> list[FileChange]:
    """The files that differ between two canonical contents, in the order of the new one."""
    before = dict.fromkeys(_files_in(old["fields"]))
    after = dict.fromkeys(_files_in(new["fields"]))
    gone = [file for file in before if file not in after]
    changes = [_came(file, gone) for file in after if file not in before]
    removed = [FileChange(FileChangeKind.REMOVED, name, old_sha256=sha256) for name, sha256 in gone]
    return changes + removed


def _came(file: tuple[str, str], gone: list[tuple[str, str]]) -> FileChange:
    """A file that was not there before; what it takes the place of is no longer just gone."""
    name, sha256 = file
    for other in gone:
        old_name, old_sha256 = other
        if name == old_name or sha256 == old_sha256:
            gone.remove(other)
            is_same_name = name == old_name
            kind = FileChangeKind.REPLACED if is_same_name else FileChangeKind.RENAMED
            return FileChange(kind, name, old_name, sha256, old_sha256)
    return FileChange(FileChangeKind.ADDED, name, sha256=sha256)


def _files_in(value: Any) -> Iterator[tuple[str, str]]:
    match value:
        case {"name": str(name), "sha256": str(sha256)}:
            yield name, sha256
        case dict():
            for inner in value.values():
                yield from _files_in(inner)
        case list():
            for inner in value:
                yield from _files_in(inner)
