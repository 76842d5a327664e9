"""What may happen to something public, and what may not."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from tests.noticeboard.models import NoticePage
from wagtail_disclosure.review.exceptions import ClearanceRequired

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(notice, clear) -> NoticePage:
    """The next form of the notice, which is cleared and waits for its day."""
    form = NoticePage.objects.get(pk=notice.pk)
    form.title = "Second notice"
    form.search_description = "Second"
    form.go_live_at = timezone.now() + timedelta(days=1)
    form.save_revision()
    clear(NoticePage.objects.get(pk=notice.pk))
    notice.refresh_from_db()
    return form


class TestAPublicPage:
    """What may happen to a page that is public, and what may not."""

    def test_is_served_and_listed(self, notice) -> None:
        assert b"Marker" in Client().get(notice.get_url()).content
        assert list(NoticePage.objects.disclosed()) == [notice]
        assert notice.first_published_at is not None

    def test_stays_public_while_a_form_from_before_its_publication_waits_for_its_day(
        self, notice, clear
    ) -> None:
        form = notice.revisions.order_by("pk").first().as_object()
        form.title = "As it was first"
        form.go_live_at = timezone.now() + timedelta(days=1)
        form.save_revision()
        clear(NoticePage.objects.get(pk=notice.pk))
        assert b"Marker" in Client().get(notice.get_url()).content
        assert NoticePage.objects.get(pk=notice.pk).title == "Draft notice"

    def test_refuses_another_text(self, notice) -> None:
        notice.body = [("text", "<p>Secret</p>")]
        with pytest.raises(ClearanceRequired):
            notice.save()

    def test_refuses_another_title_on_the_base_page(self, notice) -> None:
        page = Page.objects.get(pk=notice.pk)
        page.title = "Secret"
        with pytest.raises(ClearanceRequired):
            page.save()

    def test_refuses_another_draft_of_itself(self, notice) -> None:
        notice.title = "Secret"
        revision = notice.save_revision()
        with pytest.raises(ClearanceRequired):
            revision.publish()

    def test_keeps_the_pending_title_to_itself(self, notice) -> None:
        notice.title = "Secret"
        notice.save_revision()

        notice.refresh_from_db()
        assert notice.draft_title == notice.title == "Draft notice"
        assert notice.has_unpublished_changes

    def test_may_be_saved_unchanged(self, notice) -> None:
        fresh = NoticePage.objects.get(pk=notice.pk)
        fresh.internal_note = "Seen"
        fresh.save()
        assert NoticePage.objects.disclosed().get().internal_note == "Seen"

    def test_may_be_saved_while_its_next_form_waits_for_its_day(self, notice, clear) -> None:
        notice.title = "Second notice"
        notice.go_live_at = timezone.now() + timedelta(days=1)
        notice.save_revision()
        clear(notice)

        shown = NoticePage.objects.disclosed().get()
        shown.internal_note = "Seen"
        shown.save()
        assert NoticePage.objects.disclosed().get().title == "Draft notice"

    @pytest.mark.parametrize("as_base_page", [False, True])
    def test_keeps_its_seal_while_its_next_form_in_memory_is_saved_in_part(
        self, notice, waiting, as_base_page
    ) -> None:
        """Whatever is in memory, the row is what its columns say."""
        form = notice.get_latest_revision_as_object()
        if as_base_page:
            form = Page.objects.get(pk=notice.pk)
            form.title = waiting.title
        form.save(update_fields=["seo_title"])

        shown = NoticePage.objects.disclosed().get()
        assert shown.title == "Draft notice"
        assert shown.clearance.title == "Draft notice"
        assert shown.is_disclosed

    @pytest.mark.parametrize("as_base_page", [False, True])
    def test_refuses_a_part_of_its_next_form(self, notice, waiting, as_base_page) -> None:
        form = notice.get_latest_revision_as_object()
        if as_base_page:
            form = Page.objects.get(pk=notice.pk)
            form.title, form.search_description = waiting.title, waiting.search_description
        with pytest.raises(ClearanceRequired), transaction.atomic():
            form.save(update_fields=["search_description"])
        assert NoticePage.objects.disclosed().get().search_description == ""

    def test_takes_all_parts_of_a_cleared_form(self, notice, clear) -> None:
        notice.title, notice.kind = "Second notice", "second"
        notice.save_revision()
        clear(notice, publish=False)
        form = notice.get_latest_revision_as_object()
        form.internal_note = "Not written"
        form.save(update_fields=["title", "kind"])

        shown = NoticePage.objects.disclosed().get()
        assert (shown.title, shown.kind, shown.internal_note) == ("Second notice", "second", "")
        assert shown.is_disclosed

    def test_may_be_saved_in_fields_that_nobody_sees(self, notice) -> None:
        notice.title = "Secret"
        notice.internal_note = "Seen"
        notice.save(update_fields=["internal_note", "locked"])
        assert NoticePage.objects.disclosed().get().title == "Draft notice"

    def test_may_be_published_again(self, notice) -> None:
        notice.get_latest_revision().publish()
        assert NoticePage.objects.disclosed().get() == notice

    def test_may_be_moved(self, notice, home) -> None:
        elsewhere = home.add_child(instance=Page(title="Elsewhere", slug="elsewhere"))
        notice.move(elsewhere, pos="last-child")
        notice.refresh_from_db()
        assert Client().get(notice.get_url()).status_code == 200

    def test_may_be_unpublished_and_published_again(self, notice) -> None:
        notice.unpublish()
        assert NoticePage.objects.get(pk=notice.pk).clearance is None
        notice.get_latest_revision().publish()
        assert NoticePage.objects.disclosed().get() == notice

    @pytest.mark.raw_writes
    def test_may_expire(self, notice) -> None:
        past = timezone.now() - timedelta(hours=1)
        NoticePage.objects.filter(pk=notice.pk).update(expire_at=past)
        call_command("publish_scheduled")

        Page.objects.filter(pk=notice.pk).update(live=True)
        assert not NoticePage.objects.disclosed().exists()

    def test_may_be_deleted_with_its_rows(self, notice) -> None:
        notice.delete()
        assert not NoticePage.objects.exists()

    @pytest.mark.raw_writes
    def test_whose_columns_were_changed_behind_its_back_is_not_served(self, notice) -> None:
        Page.objects.filter(pk=notice.pk).update(title="Secret")
        assert Client().get(notice.get_url()).status_code == 404

    def test_whose_old_text_was_cleared_once_is_not_enough(self, notice, clear) -> None:
        first = notice.get_latest_revision()
        notice.title = "Second notice"
        notice.save_revision()
        clear(notice)
        with pytest.raises(ClearanceRequired):
            first.publish()

    def test_ignores_a_clearance_that_code_assigns(self, notice, draft, home) -> None:
        other = NoticePage(title="Other", slug="other", live=True, clearance=notice.clearance)
        home.add_child(instance=other)
        assert not other.live
        assert other.clearance is None


class TestChildRows:
    def test_of_a_public_page_refuse_another_caption(self, notice) -> None:
        row = notice.notice_files.get()
        row.caption = "Secret"
        with pytest.raises(ClearanceRequired):
            row.save()

    def test_of_a_public_page_refuse_company(self, notice, stored) -> None:
        with pytest.raises(ClearanceRequired):
            notice.notice_files.model.objects.create(page=notice, stored_file=stored)

    def test_of_a_public_page_refuse_to_leave(self, notice) -> None:
        with pytest.raises(ClearanceRequired), transaction.atomic():
            notice.notice_files.get().delete()
        with pytest.raises(ClearanceRequired), transaction.atomic():
            notice.notice_files.model.objects.all().delete()

    def test_refuse_to_move_to_a_public_page(self, notice, home, stored) -> None:
        other = NoticePage(title="Other", slug="other", live=False)
        home.add_child(instance=other)
        row = other.notice_files.model.objects.create(page=other, stored_file=stored)
        row.page = notice
        with pytest.raises(ClearanceRequired):
            row.save()

    def test_that_are_not_saved_do_not_count(self, notice, waiting, stored) -> None:
        form = notice.get_latest_revision_as_object()
        form.notice_files = []
        form.save(update_fields=["seo_title"])
        assert NoticePage.objects.disclosed().get().notice_files.count() == 1

    def test_committed_without_their_page_are_refused(self, notice) -> None:
        row = notice.notice_files.get()
        row.caption = "Secret"
        notice.notice_files = [row]
        with pytest.raises(ClearanceRequired), transaction.atomic():
            notice.notice_files.commit()
        with pytest.raises(ClearanceRequired), transaction.atomic():
            notice.save(update_fields=["notice_files"])

    def test_may_be_saved_unchanged(self, notice) -> None:
        notice.notice_files.get().save()

    def test_change_with_a_cleared_publication(self, notice, stored, clear) -> None:
        notice.notice_files = [
            notice.notice_files.model(stored_file=stored, caption="First", sort_order=0),
            notice.notice_files.model(stored_file=stored, caption="Second", sort_order=1),
        ]
        notice.save_revision()
        clear(notice)

        captions = notice.notice_files.values_list("caption", flat=True)
        assert list(captions) == ["First", "Second"]
        assert notice.is_disclosed

    def test_of_a_draft_are_free(self, draft) -> None:
        row = draft.notice_files.get()
        row.caption = "Another"
        row.save()
        row.delete()


class TestFixtureRows:
    def test_of_a_public_page_make_it_a_draft(self, notice) -> None:
        row = notice.notice_files.get()
        row.caption = "Secret"
        row.save_base(raw=True)
        notice.refresh_from_db()
        assert not notice.live
        assert not NoticePage.objects.disclosed().exists()


@pytest.mark.raw_writes
def test_a_fixture_whose_page_came_before_its_type_is_a_draft_all_the_same(draft) -> None:
    Page.objects.filter(pk=draft.pk).update(live=True)
    row = NoticePage(pk=draft.pk, page_ptr_id=draft.pk)
    row.save_base(raw=True)
    assert not Page.objects.get(pk=draft.pk).live
