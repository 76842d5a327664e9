"""Everything that is allowed goes through with the triggers on."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail_localize.operations import translate_object

from tests.noticeboard.models import NoticeFile, NoticePage, NoticeSnippet
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.review.actions import record

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("triggers")]


@pytest.fixture
def elsewhere(home) -> Page:
    return home.add_child(instance=Page(title="Elsewhere", slug="elsewhere"))


def shown() -> set[NoticePage]:
    pages = set(NoticePage.objects.disclosed())
    assert all(Client().get(page.get_url()).status_code == 200 for page in pages)
    return pages


class TestAPublicPage:
    def test_is_published_again_with_other_files(self, notice, stored, clear) -> None:
        kept = notice.notice_files.get()
        kept.caption = "Second plan"
        notice.notice_files = [kept, NoticeFile(stored_file=stored, caption="Third plan")]
        notice.title = "Second notice"
        notice.save_revision()
        clear(notice)
        assert shown() == {notice}
        assert notice.notice_files.count() == 2

        notice.notice_files = []
        notice.save_revision()
        clear(notice)
        assert shown() == {notice}
        assert not notice.notice_files.exists()

    def test_is_moved(self, notice, elsewhere) -> None:
        notice.move(elsewhere, pos="last-child")
        assert shown() == {notice}

    def test_is_copied_as_a_draft(self, notice) -> None:
        copied = notice.copy(update_attrs={"slug": "copied"}, keep_live=True)
        assert not copied.live
        assert shown() == {notice}

    def test_is_unpublished_and_published_again(self, notice) -> None:
        notice.unpublish()
        assert shown() == set()
        notice.get_latest_revision().publish()
        assert shown() == {notice}

    def test_is_shown_by_aliases_of_its_aliases(self, notice, home, elsewhere) -> None:
        beyond = home.add_child(instance=Page(title="Beyond", slug="beyond"))
        alias = notice.create_alias(parent=elsewhere)
        second = alias.create_alias(parent=beyond)
        assert shown() == {notice, alias, second}

    def test_is_shown_by_aliases_and_saved_in_part_while_its_next_form_waits(
        self, notice, clear, elsewhere
    ) -> None:
        notice.title = "Second notice"
        notice.go_live_at = timezone.now() + timedelta(days=1)
        notice.save_revision()
        clear(notice)
        alias = NoticePage.objects.get(pk=notice.pk).create_alias(parent=elsewhere)
        notice.get_latest_revision_as_object().save(update_fields=["seo_title"])
        assert shown() == {notice, alias}
        assert {page.title for page in shown()} == {"Draft notice"}

    def test_is_saved_as_a_base_page(self, notice, people) -> None:
        page = Page.objects.get(pk=notice.pk)
        notice.title = page.title = "Second notice"
        record(notice, proposed_by=Actor.of(people.drafter), decided_by=Actor.of(people.leader))
        page.save()
        assert shown() == {notice}

    def test_is_published_on_its_day(self, draft, clear) -> None:
        clear(draft, publish=False)
        past = timezone.now() - timedelta(hours=1)
        draft.revisions.update(approved_go_live_at=past)
        call_command("publish_scheduled")
        assert shown() == {draft}

    def test_expires(self, notice) -> None:
        past = timezone.now() - timedelta(hours=1)
        NoticePage.objects.filter(pk=notice.pk).update(expire_at=past)
        call_command("publish_scheduled")
        assert shown() == set()

    def test_is_deleted_with_everything_below(self, notice, clear, stored) -> None:
        child = NoticePage(title="Below", slug="below", live=False)
        child.notice_files = [NoticeFile(stored_file=stored)]
        notice.add_child(instance=child)
        clear(child)
        Page.objects.get(pk=notice.pk).delete()
        assert not NoticePage.objects.exists()
        assert not NoticeFile.objects.exists()


class TestAliases:
    def test_are_created_and_follow(self, notice, elsewhere, clear) -> None:
        alias = notice.create_alias(parent=elsewhere)
        assert shown() == {notice, alias}
        notice.title = "Second notice"
        notice.save_revision()
        clear(notice)
        assert {page.title for page in shown()} == {"Second notice"}
        assert len(shown()) == 2

    def test_are_deleted(self, notice, elsewhere) -> None:
        notice.create_alias(parent=elsewhere).delete()
        assert shown() == {notice}

    def test_are_drafts_when_their_source_is_deleted(self, notice, elsewhere) -> None:
        alias = notice.create_alias(parent=elsewhere)
        notice.delete()
        assert shown() == set()
        assert NoticePage.objects.get() == alias


class TestTranslations:
    def test_are_made_and_published(
        self, notice, home, clear, django_capture_on_commit_callbacks
    ) -> None:
        english = Locale.objects.get_or_create(language_code="en")[0]
        if not home.has_translation(english):
            home.copy_for_translation(english, alias=True)
        with django_capture_on_commit_callbacks(execute=True):
            translate_object(notice, [english])
        translated = NoticePage.objects.get(locale=english)
        assert shown() == {notice}
        clear(translated)
        assert shown() == {notice, translated}


class TestSnippets:
    def test_are_published_changed_and_deleted(self, snippet, clear) -> None:
        clear(snippet)
        snippet.text = "Second text"
        snippet.save_revision()
        clear(snippet)
        assert NoticeSnippet.objects.disclosed().get().text == "Second text"
        snippet.unpublish()
        assert not NoticeSnippet.objects.disclosed().exists()
        snippet.delete()
