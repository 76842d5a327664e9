"""What the cases tell dashboards, calendars and public pages."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import translation
from wagtail.models import Locale

from tests.cases.test_inbox import marked_provisional
from wagtail_disclosure.cases import providers
from wagtail_disclosure.cases.models import Case
from wagtail_disclosure.core import seams


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(providers, "today", lambda: date(2026, 12, 18))


def test_the_seams_have_a_provider_of_ours():
    for registry in (seams.work_items, seams.due_dates, seams.public_actions):
        assert "cases" in registry


def test_late_and_soon_due_cases_wait_for_their_officer(casework, officer, office):
    assert not list(providers.work_items(officer))
    casework.accept().assign()
    (item,) = providers.work_items(officer)
    assert (item.label, item.due_on) == (casework.case.number, date(2026, 12, 21))
    assert str(casework.case.pk) in item.url
    assert not item.is_provisional
    assert not list(providers.work_items(office))


def test_a_provisional_date_is_marked_on_the_dashboard(casework, officer, client):
    casework.accept().assign()
    Case.objects.update(is_provisional=True)
    (item,) = providers.work_items(officer)
    assert item.is_provisional
    client.force_login(officer)
    content = client.get(reverse("wagtailadmin_home")).content.decode()
    assert marked_provisional(content) == 1


def test_an_answer_waits_for_those_who_may_clear_it_but_not_for_its_author(
    casework, office, officer, outsider
):
    casework.accept().assign().draft().propose()
    (item,) = providers.work_items(office)
    assert item.label == casework.case.number
    assert not list(providers.work_items(outsider))


def test_asking_and_following_are_offered_everywhere(request_page, rf):
    with translation.override("zh-hans"):
        actions = {action.name: action for action in providers.public_actions(None, rf.get("/"))}
    assert actions["ask"].url == request_page.get_url()
    assert actions["follow"].url.endswith("/status/")


def test_without_a_request_page_only_following_is_offered(request_page, rf):
    request_page.unpublish()
    assert [action.name for action in providers.public_actions(None, rf.get("/"))] == ["follow"]


def test_only_what_is_public_on_request_can_be_requested(request_page, rf):
    on_request = SimpleNamespace(pk=7, disclosure_class="on_request")
    proactive = SimpleNamespace(pk=8, disclosure_class="proactive")
    (action,) = providers.public_actions(on_request, rf.get("/"))
    assert action.url == f"{request_page.get_url()}?about=7"
    assert not list(providers.public_actions(proactive, rf.get("/")))


def test_the_request_page_is_looked_up_once_for_each_request(
    request_page, rf, django_assert_max_num_queries
):
    request = rf.get("/")
    list(providers.public_actions(None, request))
    with django_assert_max_num_queries(0):
        list(providers.public_actions(None, request))


def test_the_page_in_the_readers_language_comes_first(request_page, rf):
    english = Locale.objects.get(language_code="en")
    # Where the catalog is installed, setting up has translated start page and request page.
    page = request_page.get_translation_or_none(english) or request_page.copy_for_translation(
        english, copy_parents=True
    )
    page.live = True
    page.save()
    with translation.override("en"):
        assert providers.request_page(rf.get("/")).locale == english
    with translation.override("zh-hans"):
        assert providers.request_page(rf.get("/")).locale != english
