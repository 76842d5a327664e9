"""New drafts are the same, whether they are written together or one by one."""

import json
from typing import Any

import pytest
from django.db import transaction
from wagtail.models import Page, PageLogEntry, ReferenceIndex
from wagtail.search.backends import get_search_backend

from tests.catalog.factories import PDF
from tests.catalog.importers.samples import problems
from tests.catalog.tables import ENTRIES, write_table
from tests.factories import create_profile, create_user
from wagtail_disclosure.catalog.importers import import_files
from wagtail_disclosure.catalog.importers.cells import Cells
from wagtail_disclosure.catalog.importers.entries import import_entry
from wagtail_disclosure.catalog.importers.readers import read_table
from wagtail_disclosure.catalog.importers.run import Run
from wagtail_disclosure.catalog.indexing import indexed_once
from wagtail_disclosure.catalog.models import EntryPage, JointIssuer
from wagtail_disclosure.core.models import PublicBody
from wagtail_disclosure.review.content.fingerprints import fingerprint_of
from wagtail_disclosure.review.models import BatchItem
from wagtail_disclosure.review.models.edits import ContentEdit
from wagtail_disclosure.review.roles import Role

ROWS = (
    {"class": "proactive", "body_zh": "供水计划全文\n\n第二段", "attachment": "plan.pdf"},
    {"class": "on_request", "reason_zh": "内部", "summary_zh": "摘要", "created_on": "2024-03-01"},
    {"class": "proactive", "joint_bodies": "B1", "doc_no": "水〔2024〕1号", "summary_zh": "摘要"},
)
COLUMNS = [*ENTRIES, "joint_bodies"]
CHILDREN = ("attachments", "joint_issuers", "successors")
# What differs between any two pages, and in what way they name each other.
OWN = {
    "id",
    "pk",
    "page",
    "page_ptr",
    "path",
    "slug",
    "url_path",
    "translation_key",
    "index_number",
    "import_key",
    "latest_revision",
    "latest_revision_created_at",
    "stored_file",
}


@pytest.fixture
def files(tmp_path):
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "plan.pdf").write_bytes(PDF)
    PublicBody.objects.create(code="B1", name={"zh-hans": "市政府"})


@pytest.fixture
def write(tmp_path):
    """A table of all ROWS with keys of their own."""

    def write(prefix: str) -> Any:
        rows = [
            {
                "node": "01",
                "unit": "supply",
                "title_zh": "供水计划",
                **row,
                "key": f"{prefix}{place}",
            }
            for place, row in enumerate(ROWS)
        ]
        return write_table(tmp_path / f"{prefix}.csv", COLUMNS, *rows)

    return write


def write_alone(path: Any, *, by: Any) -> None:
    run = Run(proposed_by=by, files_dir=path.parent / "files")
    with transaction.atomic(), indexed_once():
        for row in read_table(path).rows:
            import_entry(Cells(row), row.cells["key"], run)


def without_own(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: [without_own(row) for row in value] if name in CHILDREN else value
        for name, value in values.items()
        if name not in OWN
    }


def told_of(key: str) -> dict[str, Any]:
    """All that the database has of an entry, except what is its own."""
    entry = EntryPage.objects.get(import_key=key)
    columns = {field.attname: str(getattr(entry, field.attname)) for field in entry._meta.fields}
    revision = entry.latest_revision
    content = revision.content | {"body": _blocks(revision.content["body"])}
    indexed = get_search_backend().get_index_for_model(EntryPage).entries
    edits = ContentEdit.objects.filter(object_id=str(entry.pk))
    references = ReferenceIndex.objects.filter(object_id=str(entry.pk))
    log = PageLogEntry.objects.filter(page=entry)
    return {
        "columns": without_own(
            {name.removesuffix("_id"): value for name, value in columns.items()}
            | {"body": _blocks(entry.body.get_prep_value())}
        ),
        "revision": (without_own(content), revision.user_id, revision.object_str),
        "revision_of": revision.object_id == str(entry.pk),
        "files": [row.stored_file.sha256 for row in entry.attachments.all()],
        "issuers": list(JointIssuer.objects.filter(page=entry).values_list("body", "sort_order")),
        "index": list(indexed.filter(object_id=str(entry.pk)).values_list("title", flat=True)),
        "edits": list(edits.values_list("user_id", "user_name", "object_type")),
        "references": sorted(references.values_list("model_path", "to_content_type")),
        "log": list(log.values_list("action", "label", "content_changed", "user")),
    }


def _blocks(body: Any) -> list[tuple[str, Any]]:
    raw = json.loads(body) if isinstance(body, str) else body
    return [(block["type"], block["value"]) for block in raw]


def test_they_are_as_if_saved_one_by_one(one_category, files, write):
    drafter = create_user("importer")
    report = import_files([write("t")], proposed_by=drafter)
    write_alone(write("a"), by=drafter)
    assert not report.errors
    for place in range(len(ROWS)):
        assert told_of(f"t{place}") == told_of(f"a{place}")
    assert Page.find_problems() == ([], [], [], [], [])


def test_numbers_and_places_follow_the_order_of_the_rows(one_category, files, write):
    import_files([write("t")])
    entries = EntryPage.objects.filter(import_key__startswith="t").order_by("path")
    assert [entry.import_key for entry in entries] == ["t0", "t1", "t2"]
    this_year = [entries[0], entries[2]]
    assert [entry.index_number[-5:] for entry in this_year] == ["00001", "00002"]
    assert entries[0].get_parent().numchild == 3


def test_one_that_is_refused_keeps_none_of_the_others_out(one_category, files, write, tmp_path):
    import_files([write("t")])
    taken = EntryPage.objects.get(import_key="t2")
    # The next number leads to an address that is in use.
    number = f"{taken.index_number[:-5]}00003"
    slug = number.replace("/", "-").lower()
    EntryPage.objects.filter(pk=taken.pk).update(slug=slug)
    rows = [
        {"node": "01", "unit": "supply", "class": "proactive", "title_zh": "条目", "key": key}
        for key in ("n0", "n1")
    ]
    rows[1]["created_on"] = "2020-01-01"
    report = import_files([write_table(tmp_path / "n.csv", COLUMNS, *rows)])
    assert problems(report) == [(2, "slug")]
    assert EntryPage.objects.get(import_key__startswith="n").import_key == "n1"


def test_given_numbers_are_kept_and_a_taken_one_stops_only_its_row(one_category, tmp_path):
    row = {"node": "01", "unit": "supply", "class": "proactive", "title_zh": "条目"}

    def write_numbered(**numbers: str) -> Any:
        rows = [{**row, "key": key, "index_number": number} for key, number in numbers.items()]
        return write_table(tmp_path / "numbered.csv", [*COLUMNS, "index_number"], *rows)

    import_files([write_numbered(n0="OLD/7", n1="OLD/8")])
    report = import_files([write_numbered(n2="OLD/9", n3="OLD/8", n4="OLD/9", n5="")])

    assert problems(report) == [(3, "index_number"), (4, "index_number")]
    known = EntryPage.objects.filter(import_key__startswith="n").order_by("import_key")
    numbers = dict(known.values_list("import_key", "index_number"))
    assert {key: numbers[key] for key in ("n0", "n1", "n2")} == {
        "n0": "OLD/7",
        "n1": "OLD/8",
        "n2": "OLD/9",
    }
    assert numbers.keys() == {"n0", "n1", "n2", "n5"}
    assert known.get(import_key="n2").slug == "old-9"


def test_what_a_later_table_changes_goes_to_review_as_it_is_then(one_category, body, tmp_path):
    row = {"node": "01", "unit": "supply", "class": "proactive", "key": "k"}
    tables = [
        write_table(tmp_path / f"{number}.csv", COLUMNS, {**row, "title_zh": title})
        for number, title in enumerate(("草案", "定稿"))
    ]
    body.committee.add(create_user("keeper"))
    create_profile(body, [Role.COMMITTEE])

    import_files(tables, batch="Both")

    item = BatchItem.objects.get()
    entry = EntryPage.objects.get(import_key="k")
    assert item.state == BatchItem.State.WAITING
    assert item.revision_id == entry.latest_revision_id
    assert item.fingerprint == fingerprint_of(entry.get_latest_revision_as_object())
    assert entry.get_latest_revision_as_object().title == "定稿"
