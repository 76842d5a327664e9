"""The way of an import through the admin."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.catalog.factories import create_user
from tests.catalog.staged_import.conftest import as_file, entry
from wagtail_disclosure.catalog.models import EntryPage, StagedImport
from wagtail_disclosure.catalog.staged_import import views
from wagtail_disclosure.review.models import ReviewBatch

INDEX = reverse("disclosure_staged_import:index")


@pytest.fixture
def signed_in(client, officer):
    client.force_login(officer)
    return client


def address(work: StagedImport, name: str = "show") -> str:
    return reverse(f"disclosure_staged_import:{name}", args=[work.pk])


def said(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def test_a_table_goes_from_upload_to_batch(signed_in, django_capture_on_commit_callbacks):
    table = as_file([entry("W1"), entry("W2", node="99")])
    response = signed_in.post(INDEX, {"file": table, "name": "Spring"}, follow=True)
    work = StagedImport.objects.get()
    assert "entries.csv was read as CSV, UTF-8, with the header in line 1" in said(response)
    columns = {"kind": "entries", "kind_shown": "entries"}
    columns |= {f"column_{place}": name for place, name in enumerate(work.columns)}
    with django_capture_on_commit_callbacks(execute=True):
        signed_in.post(address(work, "columns"), columns)
    page = said(signed_in.get(address(work)))
    assert "1 row can be loaded" in page
    assert "1 row has errors and would be left out" in page
    assert "There is no category 99." in page
    assert not EntryPage.objects.filter(import_key="W1").exists()
    with django_capture_on_commit_callbacks(execute=True):
        signed_in.post(address(work), {"action": "confirm"})
    page = said(signed_in.get(address(work)))
    assert reverse("disclosure_review:batch", args=[ReviewBatch.objects.get().pk]) in page
    assert EntryPage.objects.get(import_key="W1").live is False


def test_missing_and_doubled_columns_are_said_where_they_are_chosen(signed_in, try_out):
    work = try_out(entry("W1"))
    chosen = {"kind": "entries", "kind_shown": "entries", "column_0": "key", "column_1": "key"}
    page = said(signed_in.post(address(work, "columns"), chosen))
    assert "The column “key” is that already." in page
    assert "No column is: " in page
    assert "Disclosure class" in page
    work.refresh_from_db()
    assert work.state == StagedImport.State.CHECKED


def test_another_kind_of_rows_shows_its_columns_first(signed_in, try_out):
    work = try_out(entry("W1"))
    chosen = {"kind": "categories", "kind_shown": "entries"}
    page = said(signed_in.post(address(work, "columns"), chosen))
    assert "Category above (code)" in page


def test_a_refused_file_is_said_at_its_field_and_nothing_is_kept(signed_in):
    broken = SimpleUploadedFile("table.xlsx", b"PK\x03\x04 broken")
    page = said(signed_in.post(INDEX, {"file": broken}))
    assert "The workbook can&#x27;t be read." in page
    assert not StagedImport.objects.exists()


def test_progress_shows_without_script_and_the_page_stops_loading_when_asked(signed_in, try_out):
    work = try_out(entry("W1"), entry("W2"))
    StagedImport.objects.update(state=StagedImport.State.LOADING)
    response = signed_in.get(address(work), {"watch": ""})
    assert '<progress id="import-progress" value="0" max="2"' in said(response)
    assert response["Refresh"] == str(views.SECONDS_UNTIL_RELOADED)
    assert "Refresh" not in signed_in.get(address(work))
    signed_in.post(address(work), {"action": "go_on"})
    work.refresh_from_db()
    assert work.state == StagedImport.State.FINISHED


def test_errors_are_a_table_that_no_program_computes(signed_in, try_out):
    work = try_out(entry("=W1", **{"class": "=1+1"}))
    content = signed_in.get(address(work, "errors")).getvalue().decode()
    assert content.startswith("\ufeffLine,Key,Column,What is wrong\r\n")
    assert content.splitlines()[1].startswith("2,'=W1,Disclosure class,\"There is no class =1+1")


def test_an_import_can_be_discarded(
    signed_in, try_out, tmp_path, django_capture_on_commit_callbacks
):
    work = try_out(entry("W1"))
    with django_capture_on_commit_callbacks(execute=True):
        signed_in.post(address(work), {"action": "discard"})
    assert not StagedImport.objects.exists()
    assert not [path for path in (tmp_path / "private").rglob("*") if path.is_file()]


def test_nobody_sees_what_somebody_else_uploaded(client, try_out, agency):
    work = try_out(entry("W1"))
    client.force_login(create_user("boss", is_superuser=True))
    for name in ("show", "columns", "errors"):
        assert client.get(address(work, name), follow=True).status_code == 404


def test_who_answers_for_no_unit_is_not_let_in(client, officer, agency):
    agency.unit.officers.all().delete()
    client.force_login(officer)
    assert client.get(INDEX).status_code == 302


def test_a_page_of_rows_costs_as_much_for_few_as_for_many(signed_in, try_out):
    few, many = try_out(entry("W1")), try_out(*(entry(f"M{number}") for number in range(30)))
    counts = []
    for work in (few, few, many):
        with CaptureQueriesContext(connection) as queries:
            said(signed_in.get(address(work)))
        counts.append(len(queries))
    assert counts[1] == counts[2] <= 50
