"""A public row is sealed with the fingerprint that it was cleared under; without, it is hidden."""

from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.db.models.signals import post_save
from django.test import Client
from wagtail.models import Page

from tests.noticeboard.models import NoticePage, NoticeSnippet
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.review.actions import record
from wagtail_disclosure.review.backfill import seal_live_rows
from wagtail_disclosure.review.guard import sealing
from wagtail_disclosure.review.models import Clearance

pytestmark = pytest.mark.django_db


@pytest.fixture
def elsewhere(home) -> Page:
    return home.add_child(instance=Page(title="Elsewhere", slug="elsewhere"))


def empty_seal(page: NoticePage) -> None:
    NoticePage.objects.filter(pk=page.pk).update(cleared_fingerprint="")


class TestTheSeal:
    def test_is_the_fingerprint_of_the_clearance(self, notice) -> None:
        assert notice.cleared_fingerprint == notice.clearance.fingerprint

    def test_of_a_snippet_is_written_with_it(self, snippet, clear) -> None:
        clear(snippet)
        assert snippet.cleared_fingerprint == snippet.clearance.fingerprint

    def test_shows_nothing_where_it_is_empty(self, notice) -> None:
        empty_seal(notice)
        assert not NoticePage.objects.disclosed().exists()
        notice.refresh_from_db()
        assert not notice.is_disclosed
        assert Client().get(notice.get_url()).status_code == 404

    @pytest.mark.raw_writes
    def test_shows_nothing_where_it_is_another(self, notice) -> None:
        NoticePage.objects.filter(pk=notice.pk).update(cleared_fingerprint="0" * 64)
        assert Client().get(notice.get_url()).status_code == 404

    def test_goes_when_the_row_is_unpublished(self, notice) -> None:
        notice.unpublish()
        notice.refresh_from_db()
        assert notice.cleared_fingerprint == ""

    def test_goes_when_the_base_page_is_saved_as_a_draft(self, notice) -> None:
        page = Page.objects.get(pk=notice.pk)
        page.live = False
        page.save(update_fields=["live"])
        notice.refresh_from_db()
        assert (notice.clearance, notice.cleared_fingerprint) == (None, "")

    def test_can_not_be_assigned(self, draft) -> None:
        draft.cleared_fingerprint = "0" * 64
        draft.save()
        draft.refresh_from_db()
        assert draft.cleared_fingerprint == ""

    def test_is_in_no_revision(self, notice) -> None:
        assert "cleared_fingerprint" not in notice.save_revision().content

    def test_follows_a_title_that_is_saved_on_the_base_page(self, notice, people) -> None:
        page = Page.objects.get(pk=notice.pk)
        notice.title = page.title = "Second notice"
        record(notice, proposed_by=Actor.of(people.drafter), decided_by=Actor.of(people.leader))
        page.save()
        notice.refresh_from_db()
        assert notice.is_disclosed
        assert notice.cleared_fingerprint == notice.clearance.fingerprint

    def test_survives_a_save_of_one_decisive_field(self, notice) -> None:
        notice.save(update_fields=["title"])
        assert NoticePage.objects.disclosed().get() == notice

    def test_is_not_set_where_the_row_was_withdrawn_meanwhile(self, notice, people) -> None:
        clearance = notice.clearance
        actor = Actor.of(people.leader)
        record(
            notice,
            decision=Clearance.Decision.WITHDRAWN,
            proposed_by=actor,
            decided_by=actor,
            reason="Wrong",
        )
        sealing.unseal(NoticePage, notice.pk, clearance)
        sealing.seal(NoticePage, notice.pk, clearance)
        assert not NoticePage.objects.disclosed().exists()


class TestASaveThatBreaksOff:
    @pytest.fixture
    def broken(self):
        def fail(sender, **kwargs) -> None:
            raise RuntimeError("The power is gone.")

        post_save.connect(fail, sender=NoticePage)
        yield
        post_save.disconnect(fail, sender=NoticePage)

    @pytest.mark.django_db(transaction=True, serialized_rollback=True)
    def test_leaves_everything_as_it_was(self, notice, broken) -> None:
        with pytest.raises(RuntimeError):
            notice.save()
        assert NoticePage.objects.disclosed().get() == notice


class TestASaveWithinASave:
    def test_is_sealed_by_the_outer_one(self, notice, stored, clear) -> None:
        seals = []

        def save_again(sender, instance, **kwargs) -> None:
            if not seals:
                seals.append(None)
                instance.save()
                seals.append(NoticePage.objects.get(pk=instance.pk).cleared_fingerprint)

        row = notice.notice_files.get()
        row.caption = "Second plan"
        notice.notice_files = [row]
        notice.save_revision()
        post_save.connect(save_again, sender=NoticePage)
        try:
            clear(notice)
        finally:
            post_save.disconnect(save_again, sender=NoticePage)

        assert seals == [None, ""]
        assert NoticePage.objects.disclosed().get().is_disclosed


class TestAliases:
    def test_of_cleared_pages_are_sealed_at_once(self, notice, elsewhere) -> None:
        alias = notice.create_alias(parent=elsewhere)
        assert alias.live
        assert alias.is_disclosed
        stored = NoticePage.objects.get(pk=alias.pk)
        assert stored.live
        assert stored.cleared_fingerprint == notice.cleared_fingerprint

    def test_are_found_as_live_pages(self, notice, elsewhere) -> None:
        alias = notice.create_alias(parent=elsewhere)
        assert alias in list(NoticePage.objects.live().search("Draft notice"))

    def test_are_drafts_when_their_source_is_deleted(self, notice, elsewhere) -> None:
        alias = notice.create_alias(parent=elsewhere)
        notice.delete()
        alias.refresh_from_db()
        assert not alias.live
        assert (alias.clearance, alias.cleared_fingerprint) == (None, "")


class TestDeletion:
    def test_of_a_live_tree(self, notice, home, clear) -> None:
        child = NoticePage(title="Below", slug="below", live=False)
        notice.add_child(instance=child)
        clear(child)
        Page.objects.get(pk=notice.pk).delete()
        assert not NoticePage.objects.exists()

    def test_of_snippets_by_query(self, snippet, clear) -> None:
        clear(snippet)
        NoticeSnippet.objects.all().delete()
        assert not NoticeSnippet.objects.exists()


def test_rows_that_were_public_before_there_were_seals_are_sealed(notice, snippet, clear) -> None:
    clear(snippet)
    empty_seal(notice)
    NoticeSnippet.objects.update(cleared_fingerprint="")
    operation = seal_live_rows("noticeboard", "noticepage", "noticesnippet")
    operation.code(apps, SimpleNamespace(connection=connection))
    assert NoticePage.objects.disclosed().get().is_disclosed
    assert NoticeSnippet.objects.disclosed().get().is_disclosed
