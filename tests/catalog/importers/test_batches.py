"""What an import drafts goes to review together."""

import pytest
from django.db import connection
from django.utils import translation
from wagtail.models import ReferenceIndex
from wagtail.search.backends import get_search_backend

from tests.catalog.factories import disclose
from tests.catalog.tables import categories, entries
from tests.factories import create_profile, create_user
from tests.snapshots import everything_after, published_alone
from wagtail_disclosure.catalog.importers import Report, import_files
from wagtail_disclosure.catalog.models import CatalogPage, CategoryPage, EntryPage
from wagtail_disclosure.core.models import Unit
from wagtail_disclosure.review import batches
from wagtail_disclosure.review.batches import clearing
from wagtail_disclosure.review.models import BatchItem, Clearance, ReviewBatch
from wagtail_disclosure.review.roles import Role

# Of a few dozen for all of them together.
MOST_QUERIES_PER_ENTRY = 5


@pytest.fixture
def keeper(body, unit):
    """The one person who decides about everything."""
    keeper = create_user("keeper")
    body.committee.add(keeper)
    create_profile(body, [Role.COMMITTEE])
    return keeper


@pytest.fixture
def load(tmp_path, catalog, unit, public_category):
    """Import entries of one category and send what is drafted to review."""

    def load(*rows: dict[str, str], **options) -> Report:
        with translation.override("en"):
            tables = [categories(tmp_path, {"code": "01"}), entries(tmp_path, *rows)]
            return import_files(tables, **{"batch": "Import", **options})

    return load


def waiting(batch: ReviewBatch) -> set[tuple[str, str]]:
    """Type and language of what waits in a batch."""
    found = set()
    for item in batch.items.waiting():
        page = item.model.objects.get(pk=item.object_id)
        found.add((item.object_type.split(".")[1], page.locale.language_code))
    return found


def clear(batch: ReviewBatch, by) -> None:
    with translation.override("en"):
        batches.confirm_batch(batch, by=by, manifest=batch.manifest)
        batches.finish_batch(ReviewBatch.objects.get(pk=batch.pk))


def test_drafts_wait_in_a_batch_of_their_unit_and_the_report_says_so(load, keeper, unit):
    report = load({"key": "E1"}, {"key": "E2"})
    batch = ReviewBatch.objects.get(unit=unit)
    assert batch.items.waiting().count() == 2
    assert any(
        "Batch “Import” of Water Supply: 2 drafts wait for the review" in line
        for line in report.lines()
    )


def test_a_draft_that_a_later_table_changes_goes_in_as_it_is_in_the_end(
    tmp_path, catalog, unit, public_category, keeper
):
    (tmp_path / "later").mkdir()
    tables = [
        categories(tmp_path, {"code": "01"}),
        entries(tmp_path, {"key": "E1"}, {"key": "E2"}),
        entries(tmp_path / "later", {"key": "E1", "title_zh": "另一标题"}),
    ]
    import_files(tables, batch="Import")
    batch = ReviewBatch.objects.get()
    changed = EntryPage.objects.get(import_key="E1")
    item = batch.items.waiting().about(changed).get()
    assert item.revision_id == changed.latest_revision_id
    clear(batch, keeper)
    titles = EntryPage.objects.disclosed().values_list("title", flat=True)
    assert len(titles) == 2 and "另一标题" in titles


def test_each_unit_gets_a_batch_of_its_own(load, keeper, body, unit):
    other = Unit.objects.create(body=body, code="drainage", name={"en": "Drainage"})
    load({"key": "E1"}, {"key": "E2", "unit": "drainage"})
    assert ReviewBatch.objects.get(unit=unit).items.waiting().count() == 1
    assert ReviewBatch.objects.get(unit=other).items.waiting().count() == 1


def test_translations_wait_in_it_too_after_their_originals(load, keeper, unit):
    load({"key": "E1", "title_en": "Entry"})
    batch = ReviewBatch.objects.get(unit=unit)
    assert waiting(batch) == {("entrypage", "zh-hans"), ("entrypage", "en")}
    clear(batch, keeper)
    assert EntryPage.objects.disclosed().count() == 2
    entries_only = Clearance.objects.filter(kind=Clearance.Kind.BATCH)
    original, translated = entries_only.order_by("pk")
    assert translated.source_fingerprint == original.fingerprint


def test_a_translation_does_not_become_public_without_its_original(load, keeper, unit):
    load({"key": "E1", "title_en": "Entry"})
    batch = ReviewBatch.objects.get(unit=unit)
    original, translated = batch.items.all()
    batches.take_out(original, by=keeper, reason="Not yet")
    clear(batch, keeper)
    assert not EntryPage.objects.disclosed().exists()
    translated.refresh_from_db()
    assert translated.state == BatchItem.State.FAILED
    assert "The original isn" in translated.reason


def test_what_is_below_a_category_that_nobody_cleared_waits_in_all_languages(
    tmp_path, one_category, keeper, unit
):
    import_files([entries(tmp_path, {"key": "E1", "title_en": "Entry"})], batch="Import")
    batch = ReviewBatch.objects.get(unit=unit)
    clear(batch, keeper)
    assert not EntryPage.objects.disclosed().exists()
    assert batch.items.waiting().count() == 2
    for model in (CatalogPage, CategoryPage):
        disclose(*model.objects.filter(alias_of=None).order_by("pk"))
    clearing.finish_all()
    assert EntryPage.objects.disclosed().count() == 2


def test_an_unchanged_row_stays_where_it_waits_and_a_changed_one_moves_on(load, keeper, unit):
    load({"key": "E1"}, {"key": "E2"})
    load({"key": "E1"}, {"key": "E2", "title_zh": "另一标题"})
    second, first = ReviewBatch.objects.filter(unit=unit)
    assert first.items.waiting().count() == 1
    assert first.items.get(state=BatchItem.State.EDITED)
    assert second.items.waiting().count() == 1


def test_without_a_profile_the_drafts_stay_and_the_report_says_why(load, unit):
    report = load({"key": "E1"})
    assert EntryPage.objects.count() == 1
    assert not ReviewBatch.objects.exists()
    assert any("No batch: There is no review profile" in line for line in report.lines())


def test_a_dry_run_and_a_take_over_make_no_batch(load, keeper, people):
    load({"key": "E1"}, dry_run=True)
    load({"key": "E1"}, legacy=True, proposed_by=people.proposer, cleared_by=people.clearer)
    assert not ReviewBatch.objects.exists()


def test_clearing_makes_it_public_and_found_at_once(load, keeper, unit):
    load({"key": "E1", "title_zh": "罕见标题"})
    clear(ReviewBatch.objects.get(unit=unit), keeper)
    entry = EntryPage.objects.disclosed().get()
    assert entry.clearance.kind == Clearance.Kind.BATCH
    assert entry.public_date is not None
    found = get_search_backend().search("罕见标题", EntryPage)
    assert [page.pk for page in found] == [entry.pk]
    assert ReferenceIndex.get_references_for_object(entry).exists()


def test_entries_and_translations_leave_behind_what_each_alone_would_have(
    load, keeper, unit, tmp_path, monkeypatch, caplog
):
    (tmp_path / "plan.txt").write_text("plan", encoding="utf-8")
    load(
        {"key": "E1", "body_zh": "正文", "doc_no": "水〔2026〕1号", "created_on": "2026-01-05"},
        {"key": "E2", "title_en": "Entry", "body_zh": "正文", "body_en": "Text"},
        {"key": "E3", "attachment": "plan.txt"},
        {"key": "E4", "class": "on_request", "reason_zh": "内部事务"},
        files_dir=tmp_path,
    )
    batch = ReviewBatch.objects.get(unit=unit)
    batches.confirm_batch(batch, by=keeper, manifest=batch.manifest)
    caplog.set_level("INFO", logger="wagtail")
    caplog.clear()
    together = everything_after(lambda: batches.finish_batch(batch))
    assert not published_alone(caplog)
    monkeypatch.setattr(EntryPage, "published_together", False)
    alone = everything_after(lambda: batches.finish_batch(batch))
    assert len(published_alone(caplog)) == 5
    for table, rows in alone.items():
        assert together[table] == rows, table


def test_clearing_20_entries_costs_few_queries_each(load, keeper, unit):
    load(*({"key": f"E{number}"} for number in range(20)))
    batch = ReviewBatch.objects.get(unit=unit)
    batches.confirm_batch(batch, by=keeper, manifest=batch.manifest)
    counts = []
    with connection.execute_wrapper(lambda execute, *args: (counts.append(1), execute(*args))[1]):
        assert batches.finish_batch(ReviewBatch.objects.get(pk=batch.pk)) == 20
    assert len(counts) / 20 <= MOST_QUERIES_PER_ENTRY
