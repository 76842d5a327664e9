"""What is around every page is asked for once, and never older than the page itself."""

from typing import Any

import pytest
from django.http import HttpRequest
from django.utils import translation

from tests.example_site.factories import create_agency
from wagtail_disclosure.core.agency import find_agency
from wagtail_disclosure.core.models import IntakeWindow, PublicBody
from wagtail_disclosure.core.page_cache.generations import current_generation
from wagtail_disclosure.core.shell import public_places, shell_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency(db: None) -> PublicBody:
    body = create_agency()
    name = {"zh-hans": "受理窗口", "en": "Counter"}
    IntakeWindow.objects.create(body=body, code="counter", channel="counter", name=name)
    # What is written after this begins another generation.
    current_generation()
    return body


def names() -> tuple[str, list[str]]:
    agency = shell_of(HttpRequest()).agency
    return agency.name, [str(window) for window in agency.windows]


def test_agency_law_and_windows_are_one_query(agency: Any, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        assert find_agency().windows


@pytest.mark.usefixtures("without_page_cache")
def test_it_is_two_queries_for_each_request(agency: Any, django_assert_num_queries: Any) -> None:
    request = HttpRequest()
    with django_assert_num_queries(2):
        shell_of(request)
        public_places(request)


def test_where_copies_are_kept_it_is_one_query_that_nothing_was_written(
    agency: Any, django_assert_num_queries: Any
) -> None:
    shell_of(HttpRequest())
    with django_assert_num_queries(1):
        shell_of(HttpRequest())


def test_it_is_in_the_language_of_each_reader(agency: Any) -> None:
    with translation.override("zh-hans"):
        assert names() == ("示例市水务局", ["受理窗口"])
    with translation.override("en"):
        assert names() == ("Water Authority", ["Counter"])
    with translation.override("zh-hans"):
        assert names() == ("示例市水务局", ["受理窗口"])


def test_it_says_at_once_that_the_agency_has_another_name_or_a_window_closed(agency: Any) -> None:
    with translation.override("en"):
        assert names() == ("Water Authority", ["Counter"])
        PublicBody.objects.filter(pk=agency.pk).update(name={"en": "Water Bureau"})
        assert names() == ("Water Bureau", ["Counter"])
        IntakeWindow.objects.update(is_active=False)
        assert names() == ("Water Bureau", [])


def test_another_agency_in_the_settings_is_another_shell(agency: Any, settings: Any) -> None:
    PublicBody.objects.create(code="other", name={"en": "Harbor Board"})
    with translation.override("en"):
        assert names()[0] == "Water Authority"
        settings.WAGTAIL_DISCLOSURE = {**settings.WAGTAIL_DISCLOSURE, "PUBLIC_BODY": "other"}
        assert names()[0] == "Harbor Board"
