"""Rows that become public together leave behind what one after the other would have."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from wagtail.models import Page, PageLogEntry
from wagtail.signals import page_published, published

from tests.noticeboard.models import NoticeFile, NoticePage
from tests.snapshots import everything_after, published_alone
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.review import batches, signals
from wagtail_disclosure.review.batches import clearing
from wagtail_disclosure.review.guard import held
from wagtail_disclosure.review.models import BatchItem, Clearance, HeldPublication, ReviewBatch

# For each portion, whatever its size.
MOST_QUERIES = 60


@pytest.fixture
def decided(profile, write_drafts, stored, home, unit, people, confirm) -> ReviewBatch:
    """Notices of every kind: with files, kept back before, one below another."""
    pages = write_drafts(4)
    pages[0].notice_files = [NoticeFile(stored_file=stored, caption="Plan", sort_order=1)]
    pages[0].save()
    pages[0].save_revision(user=people.drafter)
    held.hold(pages[1], held.INSERT)
    Page.objects.get(pk=pages[3].pk).move(Page.objects.get(pk=pages[2].pk), pos="last-child")
    batch = batches.propose_batch(pages, unit=unit, name="B", by=Actor.software("import"))
    confirm(batch, people.head, people.officer, people.leader)
    return batch


@pytest.fixture(autouse=True)
def log_of_wagtail(caplog):
    caplog.set_level("INFO", logger="wagtail")


def test_every_table_is_as_if_each_row_had_been_published_alone(decided, monkeypatch, caplog):
    caplog.clear()
    together = everything_after(lambda: batches.finish_batch(decided))
    assert not published_alone(caplog)
    monkeypatch.setattr(NoticePage, "published_together", False)
    alone = everything_after(lambda: batches.finish_batch(decided))
    assert len(published_alone(caplog)) == 4
    for table, rows in alone.items():
        assert together[table] == rows, table
    assert any("notice-0" in row for row in alone[Page._meta.db_table])


def test_what_is_left_behind_is_what_the_public_may_see(decided):
    assert batches.finish_batch(decided) == 4
    pages = NoticePage.objects.disclosed()
    assert pages.count() == 4
    for page in pages:
        assert page.is_disclosed
        assert page.live_revision_id == page.latest_revision_id
        assert not page.has_unpublished_changes
    logged = PageLogEntry.objects.filter(action="wagtail.publish")
    assert set(logged.values_list("page_id", flat=True)) == {page.pk for page in pages}
    assert not HeldPublication.objects.exists()
    decided.refresh_from_db()
    assert decided.state == ReviewBatch.State.CLEARED


def test_each_publication_is_told_to_whoever_listens(decided):
    told = []

    def listen(sender, instance, revision, **kwargs):
        told.append((sender, instance.pk, revision.pk, instance.live, instance.is_disclosed))

    def listen_to_disclosed(sender, key, **kwargs):
        disclosed.append((sender, key))

    disclosed: list[tuple[type, int]] = []
    for signal in (page_published, published):
        signal.connect(listen, sender=NoticePage)
    signals.disclosed.connect(listen_to_disclosed, sender=NoticePage)
    try:
        batches.finish_batch(decided)
    finally:
        for signal in (page_published, published):
            signal.disconnect(listen, sender=NoticePage)
        signals.disclosed.disconnect(listen_to_disclosed, sender=NoticePage)
    pages = NoticePage.objects.all()
    expected = [(NoticePage, page.pk, page.latest_revision_id, True, True) for page in pages]
    assert sorted(told, key=str) == sorted([*expected, *expected], key=str)
    assert sorted(disclosed, key=str) == sorted([(NoticePage, page.pk) for page in pages], key=str)


def test_a_receiver_that_refuses_one_row_keeps_no_other_from_becoming_public(decided, caplog):
    refused = decided.items.first().object_id

    def refuse(sender, instance, **kwargs):
        if str(instance.pk) == refused:
            raise ValidationError("Not this one.")

    page_published.connect(refuse, sender=NoticePage)
    try:
        assert batches.finish_batch(decided) == 3
    finally:
        page_published.disconnect(refuse, sender=NoticePage)
    row = decided.items.get(state=BatchItem.State.FAILED)
    assert (row.object_id, row.reason) == (refused, "Not this one.")
    assert not NoticePage.objects.get(pk=refused).live
    assert not Clearance.objects.filter(object_id=refused).exists()
    assert not PageLogEntry.objects.filter(page_id=refused, action="wagtail.publish").exists()


def test_a_draft_that_somebody_saved_between_reading_and_writing_stays_a_draft(decided):
    page = NoticePage.objects.get(pk=decided.items.last().object_id)
    other = decided.items.first()
    saved = []

    def save_now(execute, sql, params, many, context):
        if sql.startswith("INSERT") and Clearance._meta.db_table in sql and not saved:
            saved.append(True)
            page.title = "Never decided"
            page.save_revision()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(save_now):
        batches.finish_batch(decided)
    assert saved
    page.refresh_from_db()
    assert not page.live
    assert "Never decided" not in str(Clearance.objects.values_list("content", flat=True))
    assert NoticePage.objects.get(pk=other.object_id).live


def test_a_portion_costs_the_same_number_of_queries_whatever_its_size(
    profile, write_drafts, unit, people, confirm
):
    counts = []
    for first, number in ((0, 2), (2, 10)):
        pages = write_drafts(number, first=first)
        batch = batches.propose_batch(pages, unit=unit, name="B", by=Actor.software("import"))
        confirm(batch, people.head, people.officer, people.leader)
        counted: list[int] = []
        with connection.execute_wrapper(
            lambda execute, *args, counted=counted: (counted.append(1), execute(*args))[1]
        ):
            assert batches.finish_batch(batch) == number
        counts.append(len(counted))
    assert counts[1] <= counts[0] <= MOST_QUERIES


def test_pages_above_are_published_before_those_below_in_whatever_portion(
    profile, write_drafts, unit, people, confirm, monkeypatch, caplog
):
    monkeypatch.setattr(clearing, "TOGETHER", 1)
    pages = write_drafts(2)
    Page.objects.get(pk=pages[0].pk).move(Page.objects.get(pk=pages[1].pk), pos="last-child")
    batch = batches.propose_batch(pages, unit=unit, name="B", by=Actor.software("import"))
    confirm(batch, people.head, people.officer, people.leader)
    caplog.clear()
    assert batches.finish_batch(batch) == 2
    assert not published_alone(caplog)
