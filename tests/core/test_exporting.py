"""Tables that people take along: read right, and computed by no program."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy
from openpyxl import load_workbook

from tests.factories import create_user
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.exporting import csv_response, xlsx_response
from wagtail_disclosure.core.law_presets import load_preset
from wagtail_disclosure.core.models import Law, PublicBody, Unit

MOMENT = datetime(2024, 1, 5, 16, 30, tzinfo=UTC)
ROWS = [
    ["=1+1", -3, date(2024, 1, 5), MOMENT, True, None],
    ["+x\x07", 2.5, "", ["a", "b"], False, "-"],
]
HEADINGS = ["@Title", "Number", "Day", "Moment", "Flag", "Rest"]


def read_csv(response) -> str:
    return response.getvalue().decode()


def read_xlsx(response) -> list[tuple]:
    content = BytesIO(b"".join(response.streaming_content))
    response.file_to_stream.close()
    return list(load_workbook(content).active.iter_rows(values_only=True))


@pytest.fixture(autouse=True)
def speak_english():
    with translation.override("en"):
        yield


def test_csv_has_a_mark_of_its_encoding_and_no_formulas():
    """Case 64."""
    lines = read_csv(csv_response("table", HEADINGS, ROWS)).split("\r\n")
    assert lines[:2] == [
        "\ufeff'@Title,Number,Day,Moment,Flag,Rest",
        "'=1+1,-3,2024-01-05,2024-01-06 00:30:00,Yes,",
    ]


def test_the_filter_is_in_the_first_line_of_csv_and_every_other_line_is_a_row():
    lines = read_csv(csv_response("table", HEADINGS, ROWS, note="Filter: x")).split("\r\n")
    assert lines[0].endswith(",Rest,Filter: x")
    assert [line.count(",") for line in lines[:3]] == [6, 6, 6]


def test_a_workbook_keeps_numbers_and_days_and_has_its_filter_above():
    rows = read_xlsx(xlsx_response("table", HEADINGS, ROWS, note="Filter: x"))
    assert rows[0][0] == "Filter: x"
    assert rows[1][0] == "'@Title"
    assert rows[2] == ("'=1+1", -3, datetime(2024, 1, 5), datetime(2024, 1, 6, 0, 30), "Yes", None)
    assert rows[3][0] == "'+x"


def test_a_table_is_in_the_language_of_whoever_asked_for_it():
    response = csv_response("table", ["Day"], ([gettext_lazy("Entries")] for _number in range(3)))
    with translation.override("zh-hans"):
        assert read_csv(response).splitlines()[1:] == ["Entries"] * 3


def test_rows_are_fetched_while_they_are_sent():
    fetched = []

    def rows():
        for number in range(1000):
            fetched.append(number)
            yield [number]

    stream = iter(csv_response("table", ["Number"], rows()).streaming_content)
    next(stream)
    assert len(fetched) < 200


@pytest.mark.django_db
class TestListings:
    @pytest.fixture(autouse=True)
    def units(self, client):
        load_preset("cn-ogi-2019", by=Actor.software("tests"))
        law = Law.objects.get(code="cn-ogi-2019")
        self.body = PublicBody.objects.create(code="01X", name={"en": "Water"}, law=law)
        self.other = PublicBody.objects.create(code="02X", name={"en": "Roads"}, law=law)
        Unit.objects.create(body=self.body, code="=supply", name={"en": "Supply"})
        Unit.objects.create(body=self.other, code="road", name={"en": "Roads"})
        boss = create_user("boss", is_superuser=True)
        client.force_login(boss)
        self.client = client

    def get(self, **query):
        return self.client.get(reverse("disclosure_unit:index"), query, follow=True)

    def test_what_is_listed_comes_as_a_file_with_its_filter_in_words(self):
        lines = read_csv(self.get(export="csv", body=self.body.pk)).splitlines()
        assert "Supply" in lines[1]
        assert "'=supply" in lines[1]
        assert len(lines) == 2
        assert "Water" in lines[0].rpartition(",")[2]

    def test_both_files_are_offered(self):
        page = self.get().content.decode()
        assert "export=csv" in page
        assert "export=xlsx" in page

    def test_a_file_costs_the_same_however_long_it_is(self):
        def queries() -> int:
            with CaptureQueriesContext(connection) as captured:
                read_csv(self.get(export="csv"))
            return len(captured)

        few = queries()
        for number in range(12):
            Unit.objects.create(body=self.body, code=f"u{number}", name={"en": str(number)})
        assert queries() == few
