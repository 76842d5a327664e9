"""What is cleared waits for its translators by itself, as a draft that nobody else sees."""

from typing import Any

import pytest
from django.core.management import call_command
from django.test import override_settings
from wagtail.models import Page
from wagtail_localize.models import Translation, TranslationSource

from tests.noticeboard.models import NoticePage
from tests.review import agency
from tests.review.translations.conftest import version_of
from wagtail_disclosure.review import actions
from wagtail_disclosure.review.models import HeldPublication
from wagtail_disclosure.review.translations import queueing
from wagtail_disclosure.review.translations.states import (
    TranslationState,
    originals,
    with_states,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def clear_for_all(clear, django_capture_on_commit_callbacks) -> Any:
    """Clear a page, and do what follows once that is stored."""

    def clear_for_all(page: Any) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            clear(page)
        return page

    return clear_for_all


def state_of(page: Any, locale: Any) -> str:
    rows = with_states(originals(type(page)), locale).filter(translation_key=page.translation_key)
    return rows.get().translation_state


def strings_of(page: Any) -> set[str]:
    source = TranslationSource.objects.get(object_id=page.translation_key)
    return set(source.stringsegment_set.values_list("string__data", flat=True))


class TestCleared:
    def test_it_waits_as_a_draft_in_every_other_language(
        self, draft, clear_for_all, english
    ) -> None:
        clear_for_all(draft)
        waiting = version_of(draft, english)
        assert not waiting.live
        assert waiting.clearance is None
        assert list(Translation.objects.values_list("target_locale", "enabled")) == [
            (english.pk, True)
        ]
        assert strings_of(draft) >= {"Another notice", "Marker", "Lin"}

    def test_it_is_public_nowhere_else_and_nobody_is_asked_to_look(
        self, draft, clear_for_all
    ) -> None:
        before = set(NoticePage.objects.disclosed())
        clear_for_all(draft)
        assert set(NoticePage.objects.disclosed()) == {*before, draft}
        assert not HeldPublication.objects.exists()

    def test_a_draft_waits_for_nobody(self, draft) -> None:
        assert not TranslationSource.objects.filter(object_id=draft.translation_key).exists()

    def test_a_translation_is_translated_no_further(
        self, draft, clear_for_all, english, translate, send, confirm, people, translation_workflow
    ) -> None:
        clear_for_all(draft)
        translate(draft)
        waiting = version_of(draft, english)
        send(waiting)
        confirm(waiting, by=people.head)
        assert Translation.objects.count() == 1
        assert state_of(draft, english) == TranslationState.PUBLISHED

    def test_the_setting_turns_it_off(self, draft, clear_for_all) -> None:
        settings = {**agency.settings_of_the_body(), "QUEUE_TRANSLATIONS": False}
        with override_settings(WAGTAIL_DISCLOSURE=settings):
            clear_for_all(draft)
        assert not Translation.objects.exists()

    def test_a_text_of_its_own_in_the_language_stays(self, draft, clear_for_all, english) -> None:
        own = draft.copy_for_translation(english)
        own.title = "Their own words"
        own.save_revision()
        clear_for_all(draft)
        assert not Translation.objects.exists()
        assert own.get_latest_revision_as_object().title == "Their own words"

    def test_the_page_above_gets_a_translation_first_and_is_no_alias(
        self, unit, people, clear, clear_for_all, english
    ) -> None:
        file = agency.store_file()
        upper = agency.write_notice(unit, file, by=people.drafter, title="Upper", slug="upper")
        clear(upper)
        lower = NoticePage(title="Lower", slug="lower", live=False, responsible_unit=unit)
        upper.add_child(instance=lower)
        lower.save_revision(user=people.drafter)
        clear_for_all(lower)
        waiting = version_of(lower, english)
        assert waiting.get_parent().specific == version_of(upper, english)
        assert Translation.objects.count() == 2
        assert not NoticePage.objects.filter(alias_of__isnull=False).exists()

    def test_below_a_page_of_others_in_one_language_it_has_to_wait(
        self, unit, people, clear_for_all, english
    ) -> None:
        section = agency.home_page().add_child(instance=Page(title="Section", slug="section"))
        page = NoticePage(title="Lower", slug="lower", live=False, responsible_unit=unit)
        section.add_child(instance=page)
        page.save_revision(user=people.drafter)
        clear_for_all(page)
        assert not Translation.objects.exists()
        assert state_of(page, english) == TranslationState.MISSING


class TestChanged:
    def test_new_text_waits_and_what_is_public_stays(
        self, public_translation, notice, translated, change, english
    ) -> None:
        title = translated.title
        change(notice)
        assert "Changed" in strings_of(notice)
        translated.refresh_from_db()
        assert (translated.title, translated.live) == (title, True)
        assert state_of(notice, english) == TranslationState.STALE


class TestManyAtOnce:
    def test_those_of_a_take_over_are_queued_by_the_command(
        self, draft, people, grant, english, capsys, django_capture_on_commit_callbacks
    ) -> None:
        for person in (people.officer, people.leader):
            grant(person, "take_over_legacy")
        with django_capture_on_commit_callbacks(execute=True):
            actions.take_over(
                [draft], proposed_by=people.officer, cleared_by=people.leader, reason="Old site"
            )
        assert state_of(draft, english) == TranslationState.MISSING
        assert not Translation.objects.filter(source__object_id=draft.translation_key).exists()
        call_command("disclosure_queue_translations")
        assert "en: queued" in capsys.readouterr().out
        assert not version_of(draft, english).live
        call_command("disclosure_queue_translations")
        assert "en: queued 0." in capsys.readouterr().out


class TestStates:
    def test_from_missing_to_published(
        self, draft, clear_for_all, english, translate, send, confirm, people, translation_workflow
    ) -> None:
        clear_for_all(draft)
        seen = [state_of(draft, english)]
        translate(draft)
        seen.append(state_of(draft, english))
        waiting = version_of(draft, english)
        send(waiting)
        seen.append(state_of(draft, english))
        confirm(waiting, by=people.head)
        seen.append(state_of(draft, english))
        assert seen == ["missing", "started", "review", "published"]

    def test_each_original_is_counted_once_and_only_while_it_is_public(
        self, notice, draft, clear_for_all
    ) -> None:
        assert set(originals(NoticePage)) == {notice}
        clear_for_all(draft)
        assert set(originals(NoticePage)) == {notice, draft}
        draft.unpublish()
        assert set(originals(NoticePage)) == {notice}


def test_queueing_twice_changes_nothing(draft, clear_for_all, english) -> None:
    clear_for_all(draft)
    pages, revisions = Page.objects.count(), version_of(draft, english).revisions.count()
    queueing.queue(draft, english)
    assert Page.objects.count() == pages
    assert version_of(draft, english).revisions.count() == revisions
