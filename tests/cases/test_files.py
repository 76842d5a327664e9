"""Files of cases: encrypted with their names, whole or not at all, gone with the key."""

import hashlib
from datetime import UTC, datetime

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from wagtail_disclosure.cases.models import CaseFile, CaseKey
from wagtail_disclosure.core import encryption
from wagtail_disclosure.core.audit import Actor, AppendOnlyError

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
WHO = Actor(id=None, name="applicant")
SIZES = (0, 1, encryption.CHUNK_BYTES, encryption.CHUNK_BYTES + 1, 3 * encryption.CHUNK_BYTES)


def seal(case, content: bytes = b"Li Ming's map", name: str = "map.pdf") -> CaseFile:
    return CaseFile.seal(
        case,
        SimpleUploadedFile(name, content),
        name=name,
        content_type="application/pdf",
        role=CaseFile.Role.SUBMITTED,
        by=WHO,
        at=AT,
    )


@pytest.mark.parametrize("size", SIZES)
def test_a_file_of_any_size_comes_back_as_it_was(case, size):
    content = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    stored = CaseFile.objects.get(pk=seal(case, content).pk)
    assert b"".join(stored.chunks()) == content
    assert (stored.size, stored.plain_sha256) == (size, hashlib.sha256(content).hexdigest())


def test_neither_disk_nor_database_holds_what_was_sent(case):
    stored = seal(case, name="Li Ming.pdf")
    with stored.file.open("rb") as sealed:
        on_disk = sealed.read()
    assert b"Li Ming" not in on_disk
    assert "Li Ming" not in stored.file.name
    assert b"Li Ming" not in stored.sealed_facts
    assert stored.sha256 == hashlib.sha256(on_disk).hexdigest()


def test_without_the_key_of_the_case_it_is_gone(case):
    stored = seal(case)
    CaseKey.objects.filter(case=case).update(wrapped=b"x" * 60)
    stored = CaseFile.objects.get(pk=stored.pk)
    with pytest.raises(encryption.CannotDecrypt):
        list(stored.chunks())
    with pytest.raises(encryption.CannotDecrypt):
        _ = stored.name


@pytest.mark.parametrize(
    "change",
    [
        lambda sealed, piece: sealed[: 2 * piece],
        lambda sealed, piece: sealed[piece : 2 * piece] + sealed[:piece] + sealed[2 * piece :],
        lambda sealed, piece: sealed[:-1] + bytes([sealed[-1] ^ 1]),
        lambda sealed, piece: sealed[:piece] + sealed[2 * piece :],
        lambda sealed, piece: b"",
    ],
    ids=["cut off", "two pieces swapped", "a flipped bit", "a piece left out", "emptied"],
)
def test_a_file_that_was_changed_on_disk_is_refused(case, change):
    stored = seal(case, b"x" * (2 * encryption.CHUNK_BYTES + 5))
    with stored.file.open("rb") as sealed:
        on_disk = sealed.read()
    piece = encryption.NONCE_BYTES + encryption.CHUNK_BYTES + encryption.TAG_BYTES
    name = stored.file.name
    stored.file.storage.delete(name)
    stored.file.storage.save(name, ContentFile(change(on_disk, piece)))
    with pytest.raises(encryption.CannotDecrypt):
        list(CaseFile.objects.get(pk=stored.pk).chunks())


@pytest.mark.parametrize(
    ("given", "shown"),
    [("../../etc/passwd", "passwd"), ("C:\\papers\\地图.pdf", "地图.pdf"), ("a" * 300, "a" * 200)],
)
def test_a_name_is_only_shown_and_never_a_path(case, given, shown):
    assert seal(case, name=given).name == shown


def test_it_is_written_once(case):
    stored = seal(case)
    stored.content_type = "text/html"
    with pytest.raises(AppendOnlyError):
        stored.save()
    stored.scan_state = CaseFile.ScanState.CLEAN
    stored.save(update_fields=["scan_state"])
