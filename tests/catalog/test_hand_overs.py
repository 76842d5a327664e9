"""Handing public entries to an archive: the file, what is in it, and the receipt."""

import csv
import hashlib
import io
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.test import override_settings
from django.urls import reverse
from django.utils import translation

from tests.catalog.agency import (
    create_body,
    create_catalog,
    create_unit,
    private_files_in,
    translate_home,
)
from tests.catalog.factories import (
    PDF,
    attach,
    create_category,
    create_entry,
    create_user,
    disclose,
    store_file,
)
from wagtail_disclosure.catalog.hand_overs import actions
from wagtail_disclosure.catalog.hand_overs.building import write_bag
from wagtail_disclosure.catalog.hand_overs.exceptions import NothingToHandOver
from wagtail_disclosure.catalog.models import EntryPage, HandOver
from wagtail_disclosure.core.models import StoredFile

pytestmark = pytest.mark.django_db
ARCHIVE = "市档案馆"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("private")


@pytest.fixture(scope="module", autouse=True)
def built(preset: None, folder: Any, django_db_blocker: Any) -> None:
    """Two public entries, one of them with a file, and a draft, once for the module."""
    with django_db_blocker.unblock(), override_settings(STORAGES=private_files_in(folder)):
        body = create_body()
        unit = create_unit(body)
        translate_home()
        catalog = create_catalog()
        category = create_category(catalog, "01")
        plan = create_entry(
            category,
            unit,
            "=供水规划",
            summary="规划\x0b摘要",
            body=[("paragraph", "<p>规划全文</p>")],
            document_number="沪水务〔2024〕1号",
            expires_on=date(2030, 1, 1),
        )
        attach(plan, store_file("plan.pdf"))
        older = create_entry(category, unit, "旧规划", created_on=date(2023, 3, 1))
        create_entry(category, unit, "草稿")
        disclose(catalog, category, plan, older)
        for name, rights in (("archivist", ["view", "add", "change"]), ("reader", ["view"])):
            user = create_user(name)
            codenames = [f"{right}_handover" for right in rights]
            user.user_permissions.add(
                *Permission.objects.filter(codename__in=["access_admin", *codenames])
            )


@pytest.fixture(autouse=True)
def _private_files(settings, folder):
    settings.STORAGES = private_files_in(folder)


@pytest.fixture(autouse=True)
def speak_english():
    with translation.override("en"):
        yield


@pytest.fixture
def archivist():
    return get_user_model().objects.get(username="archivist")


@pytest.fixture
def prepare(archivist, django_capture_on_commit_callbacks):
    """Prepare a hand-over and let its task run."""

    def prepare(**chosen):
        with django_capture_on_commit_callbacks(execute=True):
            hand_over = actions.prepare(recipient=ARCHIVE, by=archivist, **chosen)
        return HandOver.objects.get(pk=hand_over.pk)

    return prepare


def unpacked(hand_over):
    with hand_over.package.file.open("rb") as content, ZipFile(content) as archive:
        assert archive.testzip() is None
        start = f"{hand_over.reference}/"
        return {name.removeprefix(start): archive.read(name) for name in archive.namelist()}


def test_holds_what_is_public_with_files_hashes_and_metadata(prepare):
    hand_over = prepare()
    assert (hand_over.state, hand_over.entries, hand_over.files) == ("built", 2, 1)
    files = unpacked(hand_over)
    pages = [content.decode() for name, content in files.items() if name.endswith(".html")]
    assert len(pages) == 2
    assert any("规划全文" in page and "沪水务〔2024〕1号" in page for page in pages)
    assert [content for name, content in files.items() if name.endswith("01-plan.pdf")] == [PDF]
    assert not any("草稿" in content.decode(errors="replace") for content in files.values())


def test_the_manifest_names_every_file_with_its_hash(prepare):
    files = unpacked(prepare())
    payload = {name for name in files if name.startswith("data/")}
    for manifest, named in (
        ("manifest-sha256.txt", payload),
        ("tagmanifest-sha256.txt", {"bagit.txt", "bag-info.txt", "manifest-sha256.txt"}),
    ):
        lines = [line.split("  ", 1) for line in files[manifest].decode().splitlines()]
        assert {path for _sha256, path in lines} == named
        for sha256, path in lines:
            assert hashlib.sha256(files[path]).hexdigest() == sha256
    size = sum(len(files[path]) for path in payload)
    assert f"Payload-Oxum: {size}.{len(payload)}\n" in files["bag-info.txt"].decode()


def test_metadata_is_a_table_that_computes_nothing_and_well_formed_xml(prepare):
    files = unpacked(prepare(year=2024))
    assert files["data/metadata.csv"].startswith(b"\xef\xbb\xbf")
    [row] = csv.DictReader(io.StringIO(files["data/metadata.csv"].decode("utf-8-sig")))
    assert (row["title"], row["created_on"]) == ("'=供水规划", "2024-03-01")
    record = ElementTree.fromstring(files["data/metadata.xml"])[0]  # noqa: S314  our own
    dublin_core = "{http://purl.org/dc/elements/1.1/}"
    assert record.findtext(f"{dublin_core}title") == "=供水规划"
    assert record.findtext(f"{dublin_core}description") == "规划摘要"
    [file] = [each for each in record if each.tag.endswith("}file")]
    path = file.get("path")
    assert hashlib.sha256(files[f"data/{path}"]).hexdigest() == file.get("sha256")


def test_the_same_batch_built_twice_gives_the_same_bytes(prepare):
    hand_over = prepare()
    again = io.BytesIO()
    with translation.override("zh-hans"):
        write_bag(hand_over, again)
    assert hashlib.sha256(again.getvalue()).hexdigest() == hand_over.package.sha256


def test_is_chosen_by_year_unit_and_category(prepare):
    category = EntryPage.objects.first().get_parent().specific
    assert prepare(year=2023).entries == 1
    assert prepare(category=category).entries == 2
    with pytest.raises(NothingToHandOver):
        prepare(year=1999)
    assert not HandOver.objects.filter(year=1999).exists()


def test_what_was_withdrawn_before_the_file_was_built_is_left_out(archivist):
    hand_over = actions.prepare(recipient=ARCHIVE, by=archivist)
    EntryPage.objects.get(title="旧规划").unpublish()
    actions.build(hand_over)
    assert (hand_over.entries, hand_over.left_out) == (1, 1)
    assert not any(
        "旧规划" in content.decode(errors="replace") for content in unpacked(hand_over).values()
    )


@pytest.mark.parametrize("harm", ["changed", "missing", "quarantined"])
def test_a_file_that_is_not_as_stored_stops_it_by_name(prepare, harm):
    stored = StoredFile.objects.get(name="plan.pdf")
    content = stored.file.read()
    stored.file.close()
    path = Path(stored.file.path)
    if harm == "changed":
        path.write_bytes(content[:-1] + b"x")
    elif harm == "missing":
        path.unlink()
    else:
        stored.scan_state = StoredFile.ScanState.QUARANTINED
        stored.save(update_fields=["scan_state"])
    try:
        hand_over = prepare()
    finally:
        path.write_bytes(content)
    assert (hand_over.state, hand_over.problem, hand_over.package) == ("failed", "plan.pdf", None)


class TestScreens:
    def test_from_the_form_to_the_receipt(
        self, client, archivist, django_capture_on_commit_callbacks
    ):
        client.force_login(archivist)
        address = reverse("disclosure_hand_overs:list")
        nothing = client.post(address, {"recipient": ARCHIVE, "year": "1999"})
        assert nothing.context["form"].non_field_errors()
        with django_capture_on_commit_callbacks(execute=True):
            detail = client.post(address, {"recipient": ARCHIVE, "year": "2024"}).url
        page = client.get(detail).content.decode()
        hand_over = HandOver.objects.get()
        assert hand_over.package.sha256 in page and "=供水规划" in page
        file = client.get(reverse("disclosure_hand_overs:download", args=[hand_over.pk]))
        assert b"".join(file.streaming_content).startswith(b"PK")
        receipt = {"number": "档收〔2026〕7号", "received_by": "李收", "received_on": "2099-01-01"}
        assert client.post(detail, receipt).context["form"].errors.keys() == {"received_on"}
        client.post(detail, {**receipt, "received_on": "2026-01-05"})
        hand_over.refresh_from_db()
        assert (hand_over.state, hand_over.received_on) == ("received", date(2026, 1, 5))
        shown = client.get(detail).content.decode()
        assert "档收〔2026〕7号" in shown
        # A browser's field for a day knows this form only.
        assert 'value="2026-01-05"' in shown
        assert "简体中文" in shown
        names = hand_over.history.values_list("history_user_name", flat=True)
        assert archivist.get_username() in set(names)

    def test_need_rights_of_their_own(self, client, prepare):
        hand_over = prepare()
        reader = get_user_model().objects.get(username="reader")
        client.force_login(reader)
        detail = reverse("disclosure_hand_overs:detail", args=[hand_over.pk])
        assert client.get(detail).status_code == 200
        receipt = {"number": "1", "received_by": "x", "received_on": "2026-01-05"}
        assert client.post(detail, receipt).status_code == 302
        with pytest.raises(PermissionDenied):
            actions.prepare(recipient=ARCHIVE, by=reader)
        hand_over.refresh_from_db()
        assert hand_over.state == "built"
        stranger = create_user("stranger")
        stranger.user_permissions.add(Permission.objects.get(codename="access_admin"))
        client.force_login(stranger)
        for address in (detail, reverse("disclosure_hand_overs:list"), f"{detail}file/"):
            assert client.get(address).status_code == 302

    def test_the_file_is_nobody_s_at_the_public_address(self, client, prepare):
        assert client.get(prepare().package.get_absolute_url()).status_code == 404
