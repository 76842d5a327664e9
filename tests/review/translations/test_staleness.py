"""A change of the original leaves translations public and marks them stale."""

import pytest
from django.test import Client
from wagtail.models import Page
from wagtail_localize.models import Translation
from wagtail_localize.operations import translate_object

from tests.noticeboard.models import NoticePage, NoticeSnippet
from wagtail_disclosure.review import actions
from wagtail_disclosure.review.translations import staleness

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("public_translation")]


def reload(instance):
    return type(instance).objects.get(pk=instance.pk)


def test_a_fresh_translation_is_current(translated, notice) -> None:
    assert not staleness.is_stale(translated)
    assert not staleness.is_stale(notice)
    assert not staleness.stale(NoticePage.objects.all()).exists()


def test_a_change_makes_it_stale_and_leaves_it_public(translated, notice, change) -> None:
    change(notice)
    english = reload(translated)
    assert b"English" in Client().get(english.get_url()).content
    assert staleness.is_stale(english)
    assert staleness.changed_original(english) == notice
    assert list(staleness.stale(NoticePage.objects.all())) == [english]


def test_a_draft_of_the_original_changes_nothing(translated, notice, people) -> None:
    notice.title = "Secret"
    notice.save_revision(user=people.drafter)
    assert not staleness.is_stale(reload(translated))


def test_a_change_of_something_that_is_not_translated_counts(
    translated, notice, clear, people
) -> None:
    page = reload(notice)
    page.kind = "warning"
    page.save_revision(user=people.drafter)
    clear(page)
    english = reload(translated)
    assert staleness.is_stale(english)
    assert english.kind == "English notice"


def test_its_review_makes_it_current(
    translated, notice, change, send, translate, confirm, people
) -> None:
    change(notice)
    send(translated)
    translate(notice)
    send(translated)
    confirm(translated, by=people.head)
    assert not staleness.is_stale(reload(translated))
    assert b"English Changed" in Client().get(translated.get_url()).content


def test_an_unchanged_text_is_reviewed_against_the_changed_original(
    translated, notice, clear, send, translate, confirm, people
) -> None:
    before = reload(translated).clearance
    page = reload(notice)
    page.responsible_unit.name = {"en": "Renamed"}
    page.kind = "plan"
    page.save_revision(user=people.drafter)
    clear(page)
    send(translated)
    translate(notice)
    send(translated)
    after = confirm(translated, by=people.head)
    assert after != before
    assert not staleness.is_stale(reload(translated))


def test_an_original_that_is_not_public_makes_nothing_stale(translated, notice, change) -> None:
    change(notice)
    reload(notice).unpublish()
    assert not staleness.is_stale(reload(translated))
    assert not staleness.stale(NoticePage.objects.all()).exists()


def test_a_stopped_translation_is_a_text_of_its_own(translated, notice, change) -> None:
    change(notice)
    Translation.objects.update(enabled=False)
    assert not staleness.is_stale(reload(translated))
    assert not staleness.stale(NoticePage.objects.all()).exists()


def test_an_alias_is_as_old_as_the_translation_it_follows(translated, notice, change) -> None:
    other = Page(title="Other", slug="other", locale=translated.locale)
    translated.get_parent().add_child(instance=other)
    alias = translated.create_alias(parent=other)
    assert not staleness.is_stale(reload(alias))
    change(notice)
    assert staleness.is_stale(reload(alias))


def test_translations_cleared_in_a_take_over_grow_old_too(
    another, submit, translate, clear, change
) -> None:
    english = submit(another)
    translate(another)
    clear(english)
    assert not staleness.is_stale(english)
    change(another)
    assert staleness.is_stale(reload(english))


def test_a_page_costs_one_query_and_a_list_one(
    translated, notice, change, django_assert_num_queries
) -> None:
    change(notice)
    english = NoticePage.objects.select_related("clearance").get(pk=translated.pk)
    with django_assert_num_queries(1):
        assert staleness.is_stale(english)
    original = NoticePage.objects.select_related("clearance").get(pk=notice.pk)
    with django_assert_num_queries(0):
        assert not staleness.is_stale(original)
    with django_assert_num_queries(1):
        assert list(staleness.stale(NoticePage.objects.all()))


def test_snippets_grow_old_like_pages(translated_snippet, snippet, change) -> None:
    change(snippet)
    english = reload(translated_snippet)
    assert english.is_disclosed
    assert staleness.is_stale(english)
    assert list(staleness.stale(NoticeSnippet.objects.all())) == [english]


class TestWhatLocalizeDoes:
    """Nothing of it shows uncleared text or takes back what was cleared."""

    @pytest.mark.parametrize("publish", [True, False])
    def test_synchronizing_a_page(
        self, translated, notice, change, synchronize, publish, django_capture_on_commit_callbacks
    ) -> None:
        change(notice)
        synchronize(notice)
        with django_capture_on_commit_callbacks(execute=True):
            Translation.objects.get().save_target(publish=publish)
        content = Client().get(translated.get_url()).content
        assert b"English Marker" in content
        assert b"Changed" not in content

    @pytest.mark.parametrize("publish", [True, False])
    def test_synchronizing_a_snippet(
        self,
        translated_snippet,
        snippet,
        change,
        synchronize,
        publish,
        django_capture_on_commit_callbacks,
    ) -> None:
        change(snippet)
        synchronize(snippet)
        with django_capture_on_commit_callbacks(execute=True):
            Translation.objects.get(source__object_id=snippet.translation_key).save_target(
                publish=publish
            )
        english = NoticeSnippet.objects.disclosed().get(pk=translated_snippet.pk)
        assert english.text == "English Draft snippet"
        assert english.is_disclosed
        assert english.get_latest_revision_as_object().text == "Changed"

    @pytest.mark.parametrize("synchronizes_live", [True, False])
    def test_submitting_what_is_translated_already(
        self,
        translated_snippet,
        snippet,
        english,
        settings,
        synchronizes_live,
        django_capture_on_commit_callbacks,
    ) -> None:
        """As it happens to a snippet when a page that uses it is submitted."""
        settings.WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = synchronizes_live
        with django_capture_on_commit_callbacks(execute=True):
            translate_object(reload(snippet), [english])
        assert translated_snippet in NoticeSnippet.objects.disclosed()

    def test_taking_a_snippet_back_works(self, translated_snippet) -> None:
        reload(translated_snippet).unpublish()
        assert translated_snippet not in NoticeSnippet.objects.disclosed()

    def test_withdrawing_takes_translated_snippets_along(
        self, translated_snippet, snippet, people, grant
    ) -> None:
        actions.withdraw(snippet, by=grant(people.officer, "withdraw"), reason="Wrong")
        assert not NoticeSnippet.objects.disclosed().exists()
