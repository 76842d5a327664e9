"""What waits for translators and officers, on the dashboard and in the list."""

import html

import pytest
from django.test import Client
from django.urls import reverse

from tests.review.translations.conftest import edit_url
from wagtail_disclosure.review import actions
from wagtail_disclosure.review.translations import work

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("public_translation")]

LIST = "disclosure_review:translations"


def list_for(client: Client) -> str:
    response = client.get(reverse(LIST))
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def test_a_translator_is_told_what_is_out_of_date(translated, notice, change, translator) -> None:
    assert list(work.work_items(translator)) == []
    change(notice)
    (item,) = work.work_items(translator)
    assert item.label == "English Draft notice"
    assert item.url == edit_url(translated)
    assert item.waiting_since is not None


def test_only_people_who_have_to_do_with_it_are_told(translated, notice, change, people) -> None:
    change(notice)
    assert list(work.work_items(people.leader)) == []
    assert list(work.work_items(people.outsider)) == []


def test_what_was_sent_waits_for_the_reviewer_instead(
    translated, notice, change, translator, send, translate
) -> None:
    change(notice)
    send(translated)
    translate(notice)
    send(translated)
    assert list(work.work_items(translator)) == []


def test_many_become_one_line(translated, notice, change, translator, monkeypatch) -> None:
    change(notice)
    monkeypatch.setattr(work, "MOST_ITEMS", 0)
    (item,) = work.work_items(translator)
    assert item.url == reverse(LIST)
    assert "1 translation" in item.label


def test_the_list_shows_what_is_out_of_date(translated, notice, change, editor) -> None:
    assert "English Draft notice" not in list_for(editor)
    change(notice)
    shown = list_for(editor)
    assert "English Draft notice" in shown
    assert edit_url(translated) in shown


def test_the_list_shows_what_was_returned_and_why(
    another, submit, translate, send, people, editor
) -> None:
    english = submit(another)
    translate(another)
    send(english)
    assert "English Another notice" in list_for(editor)
    state = type(english).objects.get(pk=english.pk).current_workflow_task_state
    actions.send_back(state, by=people.head, remark="Wrong term")
    assert "Wrong term" in list_for(editor)


def test_the_list_is_for_translators_and_reviewers(people, grant) -> None:
    client = Client()
    client.force_login(grant(people.outsider, "access_admin"))
    assert client.get(reverse(LIST)).status_code == 302
    client.force_login(grant(people.outsider, "view_clearance"))
    assert client.get(reverse(LIST)).status_code == 200


def test_what_one_may_not_edit_is_not_listed(translated, notice, change, people, grant) -> None:
    change(notice)
    client = Client()
    client.force_login(grant(people.outsider, "access_admin", "view_clearance"))
    assert "English Draft notice" not in list_for(client)
