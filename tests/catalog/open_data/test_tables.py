"""The whole catalog as a table, harmless in a spreadsheet and never of yesterday."""

import csv
from collections.abc import Callable
from io import BytesIO, StringIO

import pytest
from django.test import Client
from django_tasks import default_task_backend
from openpyxl import load_workbook

from tests.catalog.factories import create_disclosed_entries, create_entry, disclose
from tests.catalog.open_data.agency import HIDDEN, HOSTILE
from wagtail_disclosure.catalog.open_data import entries, tables
from wagtail_disclosure.core.storage import private_storage
from wagtail_disclosure.review import actions

CSV, XLSX = "/zh-hans/open-data/entries.csv", "/zh-hans/open-data/entries.xlsx"


def read_csv(client: Client, address: str = CSV) -> list[dict[str, str]]:
    response = client.get(address)
    text = b"".join(response).decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"))))


def read_xlsx(client: Client) -> list[dict[str, str]]:
    response = client.get(XLSX)
    assert response.status_code == 200
    sheet = load_workbook(BytesIO(b"".join(response))).active
    heading, *rows = [[str(value or "") for value in row] for row in sheet.values]
    return [dict(zip(heading, row, strict=True)) for row in rows]


@pytest.mark.parametrize("read", [read_csv, read_xlsx])
def test_has_a_row_for_each_disclosed_entry(client, report, read):
    rows = {row["title"]: row for row in read(client)}
    assert set(rows) == {"水质年报", "会议记录", HOSTILE}
    row = rows["水质年报"]
    assert (row["published_on"], row["category"]) == ("2024-04-01", "水质")
    assert (row["issuers"], row["keywords"]) == ("示例市水务局; 环保局", "供水; 水质")
    assert row["url"] == f"http://testserver{report.url}"
    assert row["files"].startswith("http://testserver/zh-hans/disclosure-files/")
    assert set(row) == set(tables.COLUMNS)


def test_is_in_the_language_of_its_address(client, report):
    [row] = read_csv(client, "/en/open-data/entries.csv")
    assert (row["title"], row["unit"], row["genre"]) == ("Quality report", "Water Supply", "Report")


@pytest.mark.parametrize("read", [read_csv, read_xlsx])
def test_no_cell_is_computed(client, category, unit, read):
    disclose(create_entry(category, unit, "=1+1", summary="@SUM(A1)\x0b"))
    row = next(row for row in reversed(read(client)) if row["summary"])
    assert (row["title"], row["summary"]) == ("'=1+1", "'@SUM(A1)")


@pytest.mark.parametrize("address", [CSV, XLSX])
def test_is_new_as_soon_as_something_is_withdrawn(client, report, administrator, address):
    known = client.get(address)
    assert b"".join(known)
    headers = {"If-None-Match": known["ETag"]}
    assert client.get(address, headers=headers).status_code == 304
    actions.withdraw(report, by=administrator, reason="Wrong")
    changed = client.get(address, headers=headers)
    assert changed.status_code == 200
    assert b"".join(changed)
    rows = read_csv(client) if address == CSV else read_xlsx(client)
    assert "水质年报" not in {row["title"] for row in rows}


def test_no_workbook_is_kept_that_names_what_is_withdrawn(
    client, report, administrator, django_capture_on_commit_callbacks
):
    assert read_xlsx(client)
    assert len(private_storage().listdir("open-data")[1]) == 1
    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw(report, by=administrator, reason="Wrong")
    assert private_storage().listdir("open-data")[1] == []


def test_while_a_task_makes_it_people_are_told(client, report, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    response = client.get(XLSX)
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert client.get(XLSX).status_code == 503
    assert len(default_task_backend.results) == 1
    assert XLSX in response.content.decode()
    assert HIDDEN not in response.content.decode()


def test_reads_a_constant_number_of_rows_at_once(
    client, category, unit, queries: Callable[[str], int], monkeypatch
):
    monkeypatch.setattr(entries, "CHUNK", 20)
    few = queries(CSV)
    create_disclosed_entries(category, unit, 30)
    # One more chunk: its rows, its categories, and no name that is not known yet.
    assert queries(CSV) <= few + 3
    assert len(read_csv(client)) == 33
