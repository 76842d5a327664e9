"""The list as a file: what is in it, for whom, and that it is on the record."""

import csv
import io

import openpyxl
import pytest
from django.urls import reverse
from django.utils import translation

from tests.cases.factories import Casework, create_request
from wagtail_disclosure.cases.models import Case, CaseExport

URL = "disclosure_cases:index"


@pytest.fixture
def export(client):
    def get(user, file_format="csv", **query):
        client.force_login(user)
        response = client.get(reverse(URL), {**query, "export": file_format})
        return b"".join(response.streaming_content)

    return get


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_it_has_what_one_may_see_and_repeats_the_filter(export, casework, officer, outsider):
    casework.accept().assign()
    create_request()
    first, *rows = rows_of(export(officer, officer="mine"))
    assert [row[0] for row in rows] == [casework.case.number]
    assert first[-1]
    assert rows_of(export(outsider))[1:] == []


def test_no_column_names_who_applied(export, case, office):
    content = export(office).decode()
    for words in ("Li Ming", "E12345678", "li.ming", "Water quality"):
        assert words not in content


def test_no_cell_is_a_formula(export, office, officer, case):
    """Case 64."""
    Casework(case, office=office, officer=officer).accept().assign()
    Case.objects.update(officer_name="=cmd|'/c calc'!A0")
    (row,) = rows_of(export(office))[1:]
    assert not any(cell.startswith("=") for cell in row)
    assert "'=cmd|'/c calc'!A0" in row
    sheet = openpyxl.load_workbook(io.BytesIO(export(office, "xlsx"))).active
    assert {cell.data_type for line in sheet for cell in line} <= {"s", "d", "n"}


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_every_export_is_on_the_record(export, casework, office, officer, file_format):
    casework.accept().assign()
    export(officer, file_format, due="overdue", q="Li Ming")
    export(office, file_format)
    newest, first = CaseExport.objects.all()
    assert (first.actor_id, first.actor_name) == (officer.pk, "officer")
    assert (first.query, first.is_search, first.count) == ("due=overdue", True, 0)
    assert (newest.query, newest.is_search, newest.count) == ("", False, 1)
    assert {newest.file_format, first.file_format} == {file_format}


def test_looking_at_the_list_is_no_export(client, office, case):
    client.force_login(office)
    client.get(reverse(URL))
    assert not CaseExport.objects.exists()


def test_the_office_sees_who_exported(export, client, casework, officer, office):
    export(officer)
    place = reverse("disclosure_caseexport:index")
    client.force_login(office)
    with translation.override("en"):
        assert "officer" in client.get(place).content.decode()
    client.force_login(officer)
    assert client.get(place).status_code == 302
