"""Copies that software keeps: aliases, translations, snippets in other languages."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.operations import translate_object

from tests.factories import create_user
from tests.noticeboard.models import NoticePage, NoticeSnippet
from wagtail_disclosure.review.exceptions import ClearanceRequired

pytestmark = pytest.mark.django_db


class TestAliases:
    def test_show_what_is_cleared_for_their_source(self, notice, home) -> None:
        other = home.add_child(instance=Page(title="Other", slug="other"))
        alias = notice.create_alias(parent=other)
        assert alias.live
        assert Client().get(alias.get_url()).status_code == 200
        assert set(NoticePage.objects.disclosed()) == {notice, alias}

    def test_of_aliases_show_it_too(self, notice, home) -> None:
        first, second = (
            home.add_child(instance=Page(title=name, slug=name)) for name in ("first", "second")
        )
        alias = notice.create_alias(parent=first).create_alias(parent=second)
        assert alias.live
        assert Client().get(alias.get_url()).status_code == 200
        assert alias.alias_of_id == notice.pk
        notice.unpublish()
        assert Client().get(alias.get_url()).status_code == 404

    def test_show_what_is_public_while_its_next_form_waits(self, notice, home, clear) -> None:
        notice.title = "Second notice"
        notice.go_live_at = timezone.now() + timedelta(days=1)
        notice.save_revision()
        clear(notice)
        other = home.add_child(instance=Page(title="Other", slug="other"))
        alias = NoticePage.objects.get(pk=notice.pk).create_alias(parent=other)

        assert alias.title == "Draft notice"
        assert set(NoticePage.objects.disclosed()) == {notice, alias}
        assert Client().get(alias.get_url()).status_code == 200

    def test_show_no_text_that_still_waits(self, notice, clear) -> None:
        notice.title = "Second notice"
        notice.go_live_at = timezone.now() + timedelta(days=1)
        notice.save_revision()
        clear(notice)
        alias = NoticePage.objects.get(pk=notice.pk).create_alias(update_slug="secret")
        assert not alias.live

    def test_with_an_address_that_nobody_saw_are_drafts(self, notice) -> None:
        alias = notice.create_alias(update_slug="secret")
        assert not alias.live

    def test_follow_their_source(self, notice, home, clear) -> None:
        other = home.add_child(instance=Page(title="Other", slug="other"))
        alias = notice.create_alias(parent=other)
        notice.title = "Second notice"
        notice.slug = "second"
        notice.save_revision()
        clear(notice)

        alias.refresh_from_db()
        assert alias.title == "Second notice"
        assert alias.slug == "notice"
        assert Client().get(alias.get_url()).status_code == 200

    def test_that_may_not_follow_do_not_stop_their_source(self, notice, clear) -> None:
        alias = notice.create_alias(update_slug="secret")
        notice.title = "Second notice"
        notice.save_revision()
        clear(notice)

        assert NoticePage.objects.disclosed().get().title == "Second notice"
        alias.refresh_from_db()
        assert not alias.live

    def test_go_with_their_source(self, notice, home) -> None:
        other = home.add_child(instance=Page(title="Other", slug="other"))
        notice.create_alias(parent=other)
        notice.unpublish()
        assert not NoticePage.objects.disclosed().exists()

    def test_need_a_clearance_of_their_own_to_become_pages(self, notice, home) -> None:
        other = home.add_child(instance=Page(title="Other", slug="other"))
        alias = notice.create_alias(parent=other)
        root = create_user("root", is_superuser=True)
        client = Client()
        client.force_login(root)
        client.post(reverse("wagtailadmin_pages:convert_alias", args=[alias.pk]))
        alias.refresh_from_db()
        assert alias.alias_of_id == notice.pk


class TestLocalize:
    @pytest.fixture
    def english(self, home) -> Locale:
        english = Locale.objects.get_or_create(language_code="en")[0]
        if not home.has_translation(english):
            home.copy_for_translation(english, alias=True)
        return english

    def translation_of(self, page, locale):
        return type(page).objects.get(translation_key=page.translation_key, locale=locale)

    @pytest.mark.parametrize("synchronize_live", [True, False])
    def test_submitting_makes_a_draft(
        self, notice, english, settings, synchronize_live, django_capture_on_commit_callbacks
    ) -> None:
        settings.WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = synchronize_live
        with django_capture_on_commit_callbacks(execute=True):
            translate_object(notice, [english])

        translated = self.translation_of(notice, english)
        assert not translated.live
        assert translated.clearance is None
        assert list(NoticePage.objects.disclosed()) == [notice]

    def test_synchronizing_leaves_the_cleared_translation_public(
        self, notice, english, clear, django_capture_on_commit_callbacks
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            translate_object(notice, [english])
        translated = self.translation_of(notice, english)
        clear(translated)
        notice.body = [("text", "<p>Second</p>")]
        notice.save_revision()
        clear(notice)
        TranslationSource.objects.get().update_from_db()

        with django_capture_on_commit_callbacks(execute=True):
            Translation.objects.get().save_target(user=None, publish=True)

        assert b"Marker" in Client().get(translated.get_url()).content
        translated.refresh_from_db()
        assert "Second" in str(translated.get_latest_revision_as_object().body)

    def test_an_alias_that_becomes_a_translation_is_a_draft(
        self, notice, english, django_capture_on_commit_callbacks
    ) -> None:
        alias = notice.copy_for_translation(english, alias=True)
        assert alias.live
        with django_capture_on_commit_callbacks(execute=True):
            translate_object(notice, [english])

        translated = self.translation_of(notice, english)
        assert translated.alias_of is None
        assert not translated.live
        assert not NoticePage.objects.disclosed().filter(locale=english).exists()

    def test_clearances_are_not_synchronized(self, notice) -> None:
        names = {field.field_name for field in get_translatable_fields(NoticePage)}
        assert "clearance" not in names


class TestSnippets:
    def test_refuse_publication(self, snippet) -> None:
        with pytest.raises(ClearanceRequired):
            snippet.get_latest_revision().publish()
        snippet.live = True
        with pytest.raises(ClearanceRequired):
            snippet.save()
        assert not NoticeSnippet.objects.disclosed().exists()

    def test_become_public_when_cleared(self, snippet, clear) -> None:
        clear(snippet)
        assert NoticeSnippet.objects.disclosed().get() == snippet

    def test_inserted_live_are_drafts(self, db) -> None:
        row = NoticeSnippet.objects.create(text="Live", locale=Locale.get_default())
        assert not row.live

    def test_copied_for_translation_are_drafts(self, snippet, clear) -> None:
        clear(snippet)
        snippet.text = "Secret"
        snippet.save_revision()
        english = Locale.objects.get_or_create(language_code="en")[0]
        copied = snippet.copy_for_translation(english)
        copied.save()
        assert not copied.live
        assert list(NoticeSnippet.objects.disclosed()) == [snippet]

    def test_submitted_to_localize_are_drafts(
        self, snippet, clear, django_capture_on_commit_callbacks, settings
    ) -> None:
        settings.WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = True
        clear(snippet)
        english = Locale.objects.get_or_create(language_code="en")[0]
        with django_capture_on_commit_callbacks(execute=True):
            translate_object(snippet, [english])
        assert NoticeSnippet.objects.count() == 2
        assert list(NoticeSnippet.objects.disclosed()) == [snippet]
