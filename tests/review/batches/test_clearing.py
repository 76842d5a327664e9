import gc
import tracemalloc
from contextlib import contextmanager

import pytest
from django.db import connection
from wagtail.models import Page
from wagtail.signals import page_published

from tests.noticeboard.models import NoticeFile, NoticePage
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.review import batches
from wagtail_disclosure.review.batches import clearing
from wagtail_disclosure.review.models import BatchItem, Clearance, ReviewBatch

State = BatchItem.State
# Most of it is what Wagtail does to publish a page; ours are five.
MOST_QUERIES_PER_ROW = 65


@pytest.fixture
def decided(batch, people, confirm) -> ReviewBatch:
    """A batch that all tiers confirmed; nothing of it is public yet."""
    confirm(batch, people.head, people.officer, people.leader)
    assert batch.state == ReviewBatch.State.CLEARING
    return batch


def test_one_row_that_fails_is_set_aside_and_the_others_become_public(decided, pages, home):
    # Somebody else's page has taken the address meanwhile.
    slug = pages[1].slug
    NoticePage.objects.filter(pk=pages[1].pk).update(slug="elsewhere")
    home.add_child(instance=NoticePage(title="Other", slug=slug, live=False))
    assert batches.finish_batch(decided) == 2
    row = decided.items.get(object_id=str(pages[1].pk))
    assert row.state == State.FAILED
    assert "slug" in row.reason
    assert not Clearance.objects.for_object(pages[1]).exists()
    decided.refresh_from_db()
    assert decided.state == ReviewBatch.State.CLEARED


def test_pages_above_become_public_first_wherever_they_are_in_the_batch(
    profile, write_drafts, unit, people, confirm, monkeypatch
):
    monkeypatch.setattr(NoticePage, "published_together", False)
    monkeypatch.setattr(clearing, "AT_ONCE", 2)
    pages = write_drafts(5)
    # Each below the one after it, the last one at the top.
    for below, above in zip(pages[:4], pages[1:], strict=True):
        Page.objects.get(pk=below.pk).move(Page.objects.get(pk=above.pk), pos="last-child")
    batch = batches.propose_batch(pages, unit=unit, name="B", by=Actor.software("import"))
    confirm(batch, people.head, people.officer, people.leader)
    assert batches.finish_batch(batch) == 5
    assert Page.objects.filter(pk__in=[page.pk for page in pages], live=True).count() == 5


class TestBelowAPageThatNobodyCleared:
    @pytest.fixture
    def above(self, pages) -> NoticePage:
        Page.objects.get(pk=pages[1].pk).move(Page.objects.get(pk=pages[0].pk), pos="last-child")
        return NoticePage.objects.get(pk=pages[0].pk)

    @pytest.fixture
    def decided(self, profile, above, pages, unit, people, confirm) -> ReviewBatch:
        """A batch without the page above."""
        batch = batches.propose_batch(pages[1:], unit=unit, name="B", by=Actor.software("import"))
        confirm(batch, people.head, people.officer, people.leader)
        return batch

    def test_a_row_waits_and_keeps_nothing_else_from_becoming_public(self, decided, pages):
        assert batches.finish_batch(decided) == 1
        assert batches.finish_batch(decided) == 0
        decided.refresh_from_db()
        assert decided.state == ReviewBatch.State.CLEARING
        assert decided.items.waiting().get().object_id == str(pages[1].pk)

    def test_a_row_becomes_public_as_soon_as_that_is_cleared(
        self, decided, above, pages, clear, django_capture_on_commit_callbacks
    ):
        batches.finish_batch(decided)
        with django_capture_on_commit_callbacks(execute=True):
            clear(above)
        assert Page.objects.get(pk=pages[1].pk).live
        decided.refresh_from_db()
        assert decided.state == ReviewBatch.State.CLEARED

    def test_a_row_becomes_public_as_soon_as_that_is_cleared_in_another_batch(
        self, decided, above, pages, unit, people, confirm, django_capture_on_commit_callbacks
    ):
        batches.finish_batch(decided)
        other = batches.propose_batch([above], unit=unit, name="A", by=Actor.software("import"))
        with django_capture_on_commit_callbacks(execute=True):
            confirm(other, people.head, people.officer, people.leader)
        assert Page.objects.get(pk=pages[1].pk).live


@pytest.mark.parametrize("content", [None, b"other bytes"])
def test_a_row_whose_file_is_not_what_was_stored_is_set_aside(
    profile, pages, stored, unit, people, confirm, content
):
    pages[0].notice_files = [NoticeFile(stored_file=stored)]
    pages[0].save_revision()
    batch = batches.propose_batch(pages, unit=unit, name="B", by=Actor.software("import"))
    confirm(batch, people.head, people.officer, people.leader)
    if content is None:
        stored.file.storage.delete(stored.file.name)
    else:
        with open(stored.file.path, "wb") as file:
            file.write(content)
    assert batches.finish_batch(batch) == 2
    assert "The file “plan.txt”" in batch.items.get(state=State.FAILED).reason


def test_a_row_edited_behind_the_models_back_after_the_decision_stays_a_draft(decided, pages):
    revision = pages[1].get_latest_revision()
    revision.content["title"] = "Raw"
    type(revision).objects.filter(pk=revision.pk).update(content=revision.content)
    assert batches.finish_batch(decided) == 2
    assert decided.items.get(object_id=str(pages[1].pk)).state == State.EDITED
    pages[1].refresh_from_db()
    assert not pages[1].live


@pytest.mark.parametrize("is_together", [True, False])
def test_after_a_crash_half_way_the_rest_waits_and_is_finished_later(
    profile, write_drafts, unit, people, confirm, monkeypatch, is_together
):
    monkeypatch.setattr(NoticePage, "published_together", is_together)
    monkeypatch.setattr(clearing, "AT_ONCE", 2)
    monkeypatch.setattr(clearing, "TOGETHER", 2)
    pages = write_drafts(5)
    batch = batches.propose_batch(pages, unit=unit, name="B", by=Actor.software("import"))
    confirm(batch, people.head, people.officer, people.leader)

    def crash(instance, **kwargs):
        if instance.pk == pages[3].pk:
            raise KeyboardInterrupt

    page_published.connect(crash, sender=NoticePage)
    try:
        with pytest.raises(KeyboardInterrupt):
            batches.finish_batch(batch)
    finally:
        page_published.disconnect(crash, sender=NoticePage)
    assert NoticePage.objects.disclosed().count() == 2
    assert batches.finish_batch(batch) == 3
    assert NoticePage.objects.disclosed().count() == 5
    assert Clearance.objects.count() == 5


def test_finishing_again_changes_nothing(decided):
    batches.finish_batch(decided)
    assert batches.finish_batch(decided) == 0
    assert Clearance.objects.count() == 3


def test_a_batch_still_in_review_is_not_finished(batch):
    assert batches.finish_batch(batch) == 0
    assert not Clearance.objects.exists()


def test_a_large_batch_is_published_by_a_task(
    batch, people, confirm, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(clearing, "IN_THE_REQUEST", 2)
    enqueued = []
    monkeypatch.setattr(
        type(clearing.finish_batch_task), "enqueue", lambda task, *args: enqueued.append(args)
    )
    with django_capture_on_commit_callbacks(execute=True):
        confirm(batch, people.head, people.officer, people.leader)
    assert enqueued == [(batch.pk,)]
    assert batch.state == ReviewBatch.State.CLEARING


@pytest.fixture
def one_by_one(monkeypatch):
    """Every row goes through its own ``publish()``."""
    monkeypatch.setattr(NoticePage, "published_together", False)


@pytest.fixture
def clear_batch(profile, write_drafts, unit, people, confirm):
    """Clear a batch of new drafts; returns what is measured while its rows become public."""

    # While all titles are equally long, PostgreSQL's search rewrites all of them at each save.
    write_drafts(1, first=1000, title="A notice with a longer title")

    def clear_batch(number: int, *, first: int, measure):
        rows = write_drafts(number, first=first)
        batch = batches.propose_batch(rows, unit=unit, name="B", by=Actor.software("import"))
        confirm(batch, people.head, people.officer, people.leader)
        del rows
        with measure as measured:
            assert batches.finish_batch(batch) == number
        return measured

    return clear_batch


@contextmanager
def counted_queries():
    counts = []
    with connection.execute_wrapper(
        lambda execute, *args: (counts.append(1), execute(*args))[1],
    ):
        yield counts


@contextmanager
def peak_memory():
    """What a portion keeps; what the one before left to the garbage collector is collected."""
    peak = []
    table = ReviewBatch._meta.db_table

    def collect_before_each_portion(execute, sql, *args):
        if sql.startswith("UPDATE") and table in sql:
            gc.collect()
        return execute(sql, *args)

    tracemalloc.start()
    with connection.execute_wrapper(collect_before_each_portion):
        yield peak
    peak.append(tracemalloc.get_traced_memory()[1])
    tracemalloc.stop()


def test_75_rows_cost_no_more_queries_each_than_25(one_by_one, clear_batch):
    few = len(clear_batch(25, first=0, measure=counted_queries())) / 25
    many = len(clear_batch(75, first=25, measure=counted_queries())) / 75
    assert many <= few <= MOST_QUERIES_PER_ROW


@pytest.mark.parametrize("is_together", [True, False])
def test_more_rows_need_no_more_memory(clear_batch, monkeypatch, is_together):
    monkeypatch.setattr(NoticePage, "published_together", is_together)
    monkeypatch.setattr(clearing, "TOGETHER", 25)
    clear_batch(5, first=0, measure=counted_queries())
    (few,) = clear_batch(25, first=5, measure=peak_memory())
    (many,) = clear_batch(75, first=30, measure=peak_memory())
    assert many < 1.4 * few
