import hashlib
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.urls import reverse

from wagtail_disclosure.core.audit import Actor, AppendOnlyError
from wagtail_disclosure.core.models import StoredFile

pytestmark = pytest.mark.django_db
CONTENT = "%PDF-1.7 供水".encode()


def store(name="方案.pdf", content=CONTENT):
    return StoredFile.store(
        ContentFile(content), name=name, content_type="application/pdf", by=Actor(7, "陈雨")
    )


def test_a_stored_file_knows_its_bytes_and_its_uploader():
    stored = store()
    assert stored.sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert stored.size == len(CONTENT)
    assert (stored.uploaded_by_id, stored.uploaded_by_name) == (7, "陈雨")
    with stored.file.open("rb") as kept:
        assert kept.read() == CONTENT


def test_the_name_on_disk_is_ours_and_out_of_the_public_folder(settings):
    stored = store(name="../../etc/passwd")
    assert stored.name == "passwd"
    assert stored.file.name == f"{stored.pk.hex[:2]}/{stored.pk.hex}"
    on_disk = Path(storages["disclosure_private"].path(stored.file.name))
    assert not on_disk.is_relative_to(settings.MEDIA_ROOT)


def test_invisible_and_reordering_characters_leave_the_name():
    assert store(name="\u202egpj.exe\u200b").name == "gpj.exe"


def test_a_stored_file_is_never_replaced():
    stored = store()
    stored.sha256 = "0" * 64
    with pytest.raises(AppendOnlyError):
        stored.save()


def test_a_scan_may_be_recorded():
    stored = store()
    stored.scan_state = StoredFile.ScanState.CLEAN
    stored.save(update_fields=["scan_state"])
    assert StoredFile.objects.get().scan_state == "clean"


def test_a_file_that_nothing_disclosed_holds_does_not_exist_for_visitors(client):
    stored = store()
    held_by_nothing = client.get(stored.get_absolute_url())
    unknown = client.get(
        reverse("wagtail_disclosure_core:file", args=["0" * 8 + str(stored.pk)[8:], stored.name])
    )
    assert held_by_nothing.status_code == unknown.status_code == 404
