"""The columns that describe a document: read, refused with a reason, and optional."""

from collections import Counter
from datetime import date

import pytest
from django.utils import translation

from tests.catalog.importers.samples import problems
from tests.catalog.tables import ENTRIES, write_table
from wagtail_disclosure.catalog.importers import Outcome, import_files
from wagtail_disclosure.catalog.models import EntryPage, Genre, SubjectClass
from wagtail_disclosure.core.models import PublicBody

COLUMNS = [
    *ENTRIES,
    "index_number",
    "joint_bodies",
    "effective_on",
    "expires_on",
    "validity",
    "amended_by",
    "repealed_by",
    "subject",
    "genre",
    "keywords_zh",
    "keywords_en",
    "form",
    "basis",
    "retention",
]


@pytest.fixture(autouse=True)
def _words(one_category):
    SubjectClass.objects.create(code="06", name={"en": "Water"})
    Genre.objects.create(code="notice", name={"en": "Notice"})
    PublicBody.objects.create(code="B2", name={"en": "Planning"})
    PublicBody.objects.create(code="B3", name={"en": "Finance"})


def described(folder, *rows):
    usual = {"class": "proactive", "node": "01", "unit": "supply", "title_en": "Title"}
    filled = [usual | {"title_zh": f"条目{row['key']}"} | row for row in rows]
    return import_files([write_table(folder / "entries.csv", COLUMNS, *filled)])


def entry(key: str) -> EntryPage:
    page = EntryPage.objects.get(import_key=key, locale__language_code="zh-hans")
    return page.get_latest_revision_as_object()


def test_a_row_says_everything_about_its_document(tmp_path, english):
    row = {
        "key": "E1",
        "index_number": "OLD/2019-7",
        "joint_bodies": "B3;B2",
        "effective_on": "2024-04-01",
        "expires_on": "2029-04-01",
        "validity": "in_force",
        "repealed_by": "E0",
        "subject": "06",
        "genre": "notice",
        "keywords_zh": "供水、水质",
        "keywords_en": "water supply, quality",
        "form": "full",
        "basis": "cn-ogi-20-01",
        "retention": "long_term",
    }
    report = described(tmp_path, {"key": "E0"}, row)
    assert not report.errors
    page = entry("E1")
    assert page.index_number == "OLD/2019-7"
    assert [item.body.code for item in page.joint_issuers.all()] == ["B3", "B2"]
    assert [item.successor_id for item in page.successors.all()] == [entry("E0").pk]
    assert (page.effective_on, page.expires_on) == (date(2024, 4, 1), date(2029, 4, 1))
    assert (page.subject_class.code, page.genre.code) == ("06", "notice")
    assert page.disclosure_basis.code == "cn-ogi-20-01"
    assert (page.validity, page.disclosure_form, page.retention) == (
        "in_force",
        "full",
        "long_term",
    )
    translated = page.get_translation(english).get_latest_revision_as_object()
    assert (page.keyword_list, translated.keyword_list) == (
        ["供水", "水质"],
        ["water supply", "quality"],
    )
    assert translated.index_number == page.index_number
    assert translated.expires_on == page.expires_on
    assert [item.body.code for item in translated.joint_issuers.all()] == ["B3", "B2"]
    again = described(tmp_path, {"key": "E0"}, row)
    assert not again.errors
    assert again.outcomes["entries"] == Counter({Outcome.UNCHANGED: 2})


def test_what_a_table_has_no_column_for_stays(tmp_path):
    described(tmp_path, {"key": "E1", "keywords_zh": "供水", "joint_bodies": "B2"})
    plain = {"key": "E1", "class": "proactive", "node": "01", "unit": "supply", "title_zh": "新题"}
    report = import_files([write_table(tmp_path / "plain.csv", list(plain), plain)])
    assert not report.errors
    page = entry("E1")
    assert (page.title, page.keywords, page.joint_issuers.count()) == ("新题", "供水", 1)


@pytest.mark.parametrize(
    ("cells", "column", "named"),
    [
        ({"joint_bodies": "B2;B9"}, "joint_bodies", "B9"),
        ({"expires_on": "31.12.2024"}, "expires_on", ""),
        ({"effective_on": "2024-02-01", "expires_on": "2024-01-01"}, "expires_on", ""),
        ({"validity": "perhaps"}, "validity", "perhaps"),
        ({"repealed_by": "E9"}, "repealed_by", "E9"),
        ({"subject": "99"}, "subject", "99"),
        ({"genre": "poem"}, "genre", "poem"),
        ({"form": "half"}, "form", "half"),
        ({"basis": "art-99"}, "basis", "art-99"),
        ({"retention": "forever"}, "retention", "forever"),
    ],
)
def test_a_wrong_cell_is_named_and_the_row_left_out(tmp_path, cells, column, named):
    report = described(tmp_path, {"key": "E1", **cells})
    assert problems(report) == [(2, column)]
    assert named in report.sorted_errors()[0].reason
    assert not EntryPage.objects.exists()


def test_an_index_number_is_given_once_and_never_changes(tmp_path):
    described(tmp_path, {"key": "E1", "index_number": "N/1"})
    report = described(
        tmp_path,
        {"key": "E1", "index_number": "N/2"},
        {"key": "E2", "index_number": "N/1"},
        {"key": "E3", "index_number": "N/3"},
        {"key": "E4", "index_number": "N/3"},
    )
    assert problems(report) == [(2, "index_number"), (3, "index_number"), (5, "index_number")]
    assert "N/1" in report.sorted_errors()[0].reason
    assert entry("E3").index_number == "N/3"


def test_a_circle_is_refused(tmp_path):
    described(tmp_path, {"key": "E1"}, {"key": "E2", "repealed_by": "E1"})
    with translation.override("en"):
        report = described(tmp_path, {"key": "E1", "amended_by": "E2"})
    assert "by its forerunner" in report.sorted_errors()[0].reason
    assert not entry("E1").successors.all()


def test_a_body_brings_its_template(tmp_path, body):
    header = ["code", "name_zh", "index_template"]
    rows = [
        {"code": "B4", "name_zh": "区局", "index_template": "{orgcode}-{year}-{serial:03d}"},
        {"code": "B5", "name_zh": "街道", "index_template": "{orgcode}"},
    ]
    report = import_files([write_table(tmp_path / "bodies.csv", header, *rows)])
    assert problems(report) == [(3, "index_template")]
    assert PublicBody.objects.get(code="B4").number_template == "{orgcode}-{year}-{serial:03d}"
