"""The reviewer of a translation reads it next to the original that was cleared."""

import html

import pytest
from django.test import Client
from django.urls import reverse

from tests.review.translations.conftest import task_of
from wagtail_disclosure.review.screens.side_by_side import side_by_side

pytestmark = pytest.mark.django_db


def screen_of(instance, user) -> str:
    client = Client()
    client.force_login(user)
    response = client.get(reverse("disclosure_review:review", args=[task_of(instance).pk]))
    assert response.status_code == 200
    return html.unescape(response.content.decode())


@pytest.fixture
def sent(notice, unit, translation_workflow, submit, translate, send):
    english = submit(notice)
    translate(notice)
    send(english)
    return english


@pytest.fixture
def translated(sent, confirm, people):
    confirm(sent, by=people.head)
    return sent


@pytest.fixture
def reviewer(people, grant):
    return grant(people.head, "access_admin")


def test_shows_both_texts(sent, reviewer) -> None:
    shown = screen_of(sent, reviewer)
    assert "English Marker" in shown
    comparison = side_by_side(
        sent.get_latest_revision_as_object(), sent_at=task_of(sent).started_at
    )
    texts = {(pair.original, pair.translation) for pair in comparison.pairs}
    assert ("Draft notice", "English Draft notice") in texts
    assert not comparison.has_changed


def test_shows_the_original_as_cleared_and_not_its_draft(sent, notice, people, reviewer) -> None:
    notice.title = "Secret"
    notice.save_revision(user=people.drafter)
    assert "Secret" not in screen_of(sent, reviewer)


def test_marks_what_is_new_in_the_original(
    translated, notice, change, send, translate, reviewer
) -> None:
    change(notice)
    send(translated)
    translate(notice)
    send(translated)
    state = task_of(translated)
    comparison = side_by_side(translated.get_latest_revision_as_object(), sent_at=state.started_at)
    assert [pair.label for pair in comparison.pairs if pair.changes] == ["Body"]
    assert "<del>" in screen_of(translated, reviewer)


def test_says_that_the_original_changed_meanwhile(sent, notice, change, reviewer) -> None:
    change(notice)
    comparison = side_by_side(
        sent.get_latest_revision_as_object(), sent_at=task_of(sent).started_at
    )
    assert comparison.has_changed


def test_other_reviews_are_as_before(draft, profile, people, reviewer) -> None:
    draft.get_workflow().start(draft, people.drafter)
    assert "disclosure-original" not in screen_of(draft, reviewer)
