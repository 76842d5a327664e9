"""From an uploaded table to drafts in a batch, and what is wrong with its rows."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from tests.catalog.factories import create_category, create_entry, disclose
from tests.catalog.staged_import.conftest import confirm, entry, outcomes, problems
from tests.catalog.staged_import.workbooks import workbook
from wagtail_disclosure.catalog.models import (
    CategoryPage,
    EntryPage,
    ExemptItem,
    StagedImport,
    StagedRow,
)
from wagtail_disclosure.catalog.staged_import import loading, running
from wagtail_disclosure.catalog.staged_import.starting import discard_forgotten
from wagtail_disclosure.core.models import InformationOfficer, StoredFile
from wagtail_disclosure.review.models import Clearance, ReviewBatch, ReviewProfile

CREATED, UPDATED, UNCHANGED, ERROR = StagedRow.Outcome.values
State = running.State


def test_trying_out_writes_nothing_and_says_what_each_row_would_become(try_out, load):
    load(entry("W1"), entry("W2"))
    before = EntryPage.objects.count()
    work = try_out(entry("W1"), entry("W2", title="另一标题"), entry("W3"), entry("W4", node="99"))
    assert work.state == State.CHECKED
    assert outcomes(work) == [(2, UNCHANGED), (3, UPDATED), (4, CREATED), (5, ERROR)]
    assert problems(work) == [(5, "node", "There is no category 99.")]
    assert EntryPage.objects.count() == before
    assert EntryPage.objects.get(import_key="W2").get_latest_revision_as_object().title == "条目W2"


def test_confirmed_rows_become_drafts_in_one_batch_and_nothing_is_cleared(load, agency, officer):
    cleared = Clearance.objects.count()
    work = load(entry("W1"), entry("W2"), entry("W3", unit="none"))
    assert work.state == State.FINISHED
    drafts = EntryPage.objects.filter(import_key__in=["W1", "W2"])
    assert [(draft.live, draft.responsible_unit) for draft in drafts] == [(False, agency.unit)] * 2
    batch = ReviewBatch.objects.get()
    assert (batch.name, batch.unit, batch.proposed_by_id) == ("Upload", agency.unit, officer.pk)
    assert batch.items.waiting().count() == 2
    assert Clearance.objects.count() == cleared
    assert work.notes == [{"unit": "Water Supply", "batch": batch.pk, "waiting": 2}]


def test_the_file_and_what_the_rows_said_are_gone_when_it_is_finished(load, tmp_path):
    work = load(entry("W1"), entry("W2", node="99"))
    assert work.stored_file is None
    assert not StoredFile.objects.exists()
    assert not list(work.rows.exclude(cells={}))
    assert problems(work)


def test_after_a_crash_it_goes_on_and_doubles_nothing(try_out, monkeypatch):
    monkeypatch.setattr(loading, "AT_ONCE", 2)
    work = try_out(*(entry(f"W{number}") for number in range(5)))
    running.confirm(work)
    written = []
    finish = loading._finish

    def fall_over(row):
        finish(row)
        written.append(row.key)
        if len(written) == 4:
            raise SystemError("the machine went down")

    with monkeypatch.context() as crash:
        crash.setattr(loading, "_finish", fall_over)
        with pytest.raises(SystemError):
            running.advance(work)
    # What the interrupted transaction had written was taken back.
    assert EntryPage.objects.filter(import_key__startswith="W").count() == 2
    running.advance(work)
    running.advance(work)
    keys = EntryPage.objects.filter(import_key__startswith="W").values_list("import_key", flat=True)
    assert sorted(keys) == [f"W{number}" for number in range(5)]
    assert ReviewBatch.objects.get().items.waiting().count() == 5


def test_what_has_no_column_stays_as_it_is(load):
    load(entry("W1", doc_no="示水〔2024〕1号", summary="概述"))
    work = load(
        {
            name: entry("W1", title="新标题")[name]
            for name in ("key", "class", "node", "title", "unit")
        }
    )
    assert outcomes(work) == [(2, UPDATED)]
    draft = EntryPage.objects.get(import_key="W1").get_latest_revision_as_object()
    assert (draft.title, draft.document_number, draft.summary) == (
        "新标题",
        "示水〔2024〕1号",
        "概述",
    )
    assert str(draft.created_on) == "2024-01-05"


def test_only_rows_of_ones_own_units_and_pages_can_be_imported(try_out, agency):
    theirs = create_entry(agency.category, agency.other, import_key="T1")
    work = try_out(entry("W1", unit="river"), entry("T1"), entry("X1", **{"class": "免予公开"}))
    assert theirs.pk
    told = {(line, column) for line, column, _reason in problems(work)}
    assert {(2, "unit"), (3, "key"), (4, "class")} <= told
    assert {outcome for _line, outcome in outcomes(work)} == {ERROR}
    assert not ExemptItem.objects.exists()


@pytest.mark.parametrize("mark", ["\u200b", "\u00ad", "\ufeff"])
def test_invisible_marks_get_nobody_around_the_rights(try_out, agency, mark):
    work = try_out(
        entry("W1", unit=f"river{mark}"),
        entry("W2", **{"class": f"exempt{mark}"}),
        entry("W3", unit=mark),
    )
    assert [(line, column) for line, column, _reason in problems(work)][:2] == [
        (2, "unit"),
        (3, "class"),
    ]
    assert "You do not answer for the unit river." in problems(work)[0][2]
    assert "register of exempt items" in problems(work)[1][2]
    assert outcomes(work)[2][1] == ERROR


def test_what_was_public_is_moved_by_nobody_who_may_not_move_it(load, try_out, agency, officer):
    other = create_category(agency.catalog, "02")
    disclose(other)
    public = create_entry(agency.category, agency.unit, "条目W1", import_key="W1")
    disclose(public)
    work = try_out(entry("W1", node="02"), entry("W2", node="02"))
    assert problems(work) == [(2, "node", "You may not move the entry to this category.")]
    assert outcomes(work)[1][1] == CREATED
    Page.objects.filter(pk=public.pk).update(locked=True)
    assert problems(try_out(entry("W1"))) == [(2, "key", "The entry with this key is locked.")]


def test_what_waits_in_a_batch_is_looked_at_anew_where_it_was_moved_to(load, agency):
    other = create_category(agency.catalog, "02")
    disclose(other)
    load(entry("W1"))
    first = ReviewBatch.objects.get()
    load(entry("W1", node="02"))
    assert not first.items.waiting().exists()
    assert "Moved" in first.items.get().reason
    again = ReviewBatch.objects.exclude(pk=first.pk).get()
    assert again.items.waiting().count() == 1


def test_a_right_that_went_after_the_try_counts(try_out, officer):
    work = try_out(entry("W1"))
    InformationOfficer.objects.filter(user=officer).delete()
    confirm(work)
    assert outcomes(work) == [(2, ERROR)]
    assert not EntryPage.objects.filter(import_key="W1").exists()


def test_keys_and_index_numbers_that_are_there_already_are_refused_by_line(try_out, agency):
    known = create_entry(agency.category, agency.unit, index_number="OLD-1")
    work = try_out(
        entry("W1", index_number="A-1"),
        entry("W1", index_number=""),
        entry("W2", index_number="A-1"),
        entry("W3", index_number="OLD-1"),
    )
    assert known.pk
    assert problems(work) == [
        (3, "key", "The key W1 is in this file already, in line 2."),
        (4, "index_number", "The index number A-1 is in this file already, in line 2."),
        (5, "index_number", "The index number OLD-1 belongs to another entry."),
    ]


def test_a_later_document_may_stand_above_in_the_same_file(try_out):
    work = try_out(entry("W2", repealed_by=""), entry("W1", repealed_by="W2"))
    assert outcomes(work) == [(2, CREATED), (3, CREATED)]
    confirm(work)
    draft = EntryPage.objects.get(import_key="W1").get_latest_revision_as_object()
    assert [row.successor.import_key for row in draft.successors.all()] == ["W2"]


def test_invisible_marks_leave_titles_and_control_characters_are_refused(load):
    work = load(entry("W1", title="\u202e供水\u200b年报\u200f"), entry("W2", title="a\x07b"))
    assert EntryPage.objects.get(import_key="W1").title == "供水年报"
    assert problems(work) == [(3, "title_zh", "The character U+0007 can't be used here.")]


def test_categories_are_loaded_below_those_above_them_and_circles_are_refused(
    load, officer, agency
):
    agency.body.office = agency.unit
    agency.body.save()
    rows = [
        {"code": "0201", "parent": "02", "name": "下级", "unit": "supply"},
        {"code": "02", "parent": "", "name": "上级", "unit": "supply"},
        {"code": "08", "parent": "09", "name": "甲", "unit": "supply"},
        {"code": "09", "parent": "08", "name": "乙", "unit": "supply"},
    ]
    work = load(*rows)
    assert outcomes(work) == [(2, CREATED), (3, CREATED), (4, ERROR), (5, ERROR)]
    assert problems(work)[0] == (4, "parent", "The category is below itself.")
    lower = CategoryPage.objects.get(code="0201")
    assert lower.get_parent().specific.code == "02"


def test_a_workbook_is_loaded_like_text(load, agency):
    header = ["索引号", "公开属性", "类目编号", "责任科室", "信息名称", "成文日期"]
    row = ["S-1", "主动公开", "01", "supply", "水质月报", 45296]
    work = load(file=workbook(["目录"], header, row))
    assert outcomes(work) == [(3, CREATED)]
    draft = EntryPage.objects.get(import_key="S-1")
    assert (draft.index_number, str(draft.created_on)) == ("S-1", "2024-01-05")


def test_a_file_that_breaks_off_is_refused_and_nothing_of_it_is_kept(try_out):
    work = try_out(
        file=workbook(
            ["key", "class", "node", "unit", "title"], ["W1", "主动公开", "01", "supply", "=A1"]
        )
    )
    assert work.state == State.REFUSED
    assert "E2 has no result" in work.refusal
    assert not work.rows.exists()


def test_a_unit_without_review_keeps_its_drafts_and_it_is_said(load, agency):
    ReviewProfile.objects.all().delete()
    work = load(entry("W1"))
    assert "no review profile" in work.notes[0]["refusal"]
    assert EntryPage.objects.filter(import_key="W1").exists()


def test_rows_full_of_errors_cost_few_queries_each(try_out, monkeypatch):
    try_out(entry("A1", node="99"))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        work = try_out(*(entry(f"B{number}", node="99", created_on="x") for number in range(50)))
    assert {outcome for _line, outcome in outcomes(work)} == {ERROR}
    assert len(queries) < 50 * 12 + 60


def test_new_rows_cost_few_queries_each(try_out, load):
    load(entry("A1"))
    with CaptureQueriesContext(connection) as queries:
        work = load(*(entry(f"B{number}", index_number=f"B-{number}") for number in range(40)))
    assert {outcome for _line, outcome in outcomes(work)} == {CREATED}
    assert len(queries) < 40 * 6


def test_what_was_not_finished_is_forgotten_after_a_month_and_what_was_is_not(
    try_out, django_capture_on_commit_callbacks
):
    forgotten, finished = try_out(entry("W1")), confirm(try_out(entry("W2")))
    # Its owner left while it was being loaded.
    StagedImport.objects.filter(pk=forgotten.pk).update(state=State.LOADING)
    storage, name = forgotten.stored_file.file.storage, forgotten.stored_file.file.name
    started_at = forgotten.started_at
    assert discard_forgotten(started_at + timedelta(days=30)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert discard_forgotten(started_at + timedelta(days=31)) == 1
    assert list(StagedImport.objects.all()) == [finished]
    assert finished.rows.exists()
    assert not storage.exists(name)
