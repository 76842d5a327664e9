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


class TestAPublicPage:
    """What may happen to a page that is public, and what may not."""

    def test_is_served_and_listed(self, notice) -> None:
        assert b"Marker" in Client().get(notice.get_url()).content
        assert list(NoticePage.objects.disclosed()) == [notice]
        assert notice.first_published_at is not None

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
