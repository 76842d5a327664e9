"""The calculator's two pages; tests/core/test_deadline_command.py has the laws."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.users.models import UserProfile

from tests.factories import create_user
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.calendars import seeds
from wagtail_disclosure.core.law_presets import load_preset
from wagtail_disclosure.core.models import PublicBody

ACTOR = Actor.software("test")
ANSWER = {"limit": "cn-ogi-2019:answer", "start": "2025-01-24"}


@pytest.fixture(scope="module")
def loaded(module_transaction, django_db_blocker) -> None:
    with django_db_blocker.unblock():
        law = load_preset("cn-ogi-2019", by=ACTOR).law
        calendar, _added = seeds.seed("cn", through_year=2027, by=ACTOR)
        PublicBody.objects.create(code="A", name={"en": "A"}, law=law, calendar=calendar)


@pytest.fixture
def visitor(loaded, db) -> Client:
    return Client()


def asked(client: Client, **values: str) -> str:
    with translation.override("en"):
        url = reverse("wagtail_disclosure_core:calculator")
    response = client.get(url, {**ANSWER, **values})
    assert response.status_code == 200
    return response.content.decode()


def test_an_empty_page_asks(visitor: Client) -> None:
    with translation.override("en"):
        url = reverse("wagtail_disclosure_core:calculator")
    text = visitor.get(url).content.decode()
    assert "Which term?" in text
    assert "Result" not in text
    assert "error" not in text


def test_says_when_it_is_due_with_every_day(visitor: Client) -> None:
    text = asked(visitor)
    assert 'datetime="2025-02-27"' in text
    assert "调休上班" in text
    assert "Art. 33" in text and "第三十三条" not in text
    assert "not announced yet" not in text


def test_pauses_extension_and_restart_move_it(visitor: Client) -> None:
    paused = asked(visitor, pauses="2025-02-05..2025-02-10\r\n\r\n2025-02-07..2025-02-08")
    assert 'Due on <time datetime="2025-03-06"' in paused
    assert 'Due on <time datetime="2025-03-27"' in asked(visitor, extended="on")
    restarted = asked(visitor, restart="2025-02-10")
    assert 'Due on <time datetime="2025-03-10"' in restarted


def test_a_year_that_nobody_announced_is_provisional_in_words(visitor: Client) -> None:
    assert "not announced yet" in asked(visitor, start="2027-03-01")


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"limit": "cn-ogi-2019:nothing"}, "Select a valid choice"),
        ({"limit": "uk-foia-2000:answer"}, "Select a valid choice"),
        ({"start": ""}, "This field is required"),
        ({"start": "24.1.2025"}, "“24.1.2025” is no date: write it as YYYY-MM-DD."),
        ({"start": "2003-05-01"}, "1 May 2003 is before 1 January 2004"),
        ({"pauses": "2025-02-05"}, "“2025-02-05” is no stretch of days"),
        ({"pauses": "2025-02-05..soon"}, "“soon” is no date"),
        ({"pauses": "2025-02-10..2025-02-05"}, "ends before it begins: 5 February 2025"),
        ({"pauses": "2025-01-20..2025-02-05"}, "20 January 2025 is before the start on 24 January"),
        ({"start": "9999-12-31"}, "31 December 9999 is too far away"),
        ({"pauses": "2025-02-05..9999-12-31"}, "31 December 9999 is too far away"),
        ({"restart": "2025-01-20"}, "20 January 2025 is before the start on 24 January"),
        (
            {"limit": "cn-ogi-2019:correction-notice", "extended": "on"},
            "The law allows no extension of this term.",
        ),
    ],
)
def test_what_is_wrong_is_named_and_what_was_typed_is_kept(
    visitor: Client, values: dict[str, str], message: str
) -> None:
    text = asked(visitor, **values)
    assert message in text
    assert "Result" not in text
    kept = [value for name, value in values.items() if value and name in ("start", "pauses")]
    assert all(value in text for value in kept)


def test_speaks_chinese(visitor: Client) -> None:
    with translation.override("zh-hans"):
        url = reverse("wagtail_disclosure_core:calculator")
    text = visitor.get(url, ANSWER).content.decode()
    assert "期限计算器" in text
    assert "2025年2月27日" in text


def test_officers_can_count_by_every_law(loaded: None, db: None) -> None:
    user = create_user("officer", is_superuser=True)
    UserProfile.objects.create(user=user, preferred_language="en")
    client = Client()
    client.force_login(user)
    url = reverse("disclosure_calculator")
    values = {"limit": "uk-foia-2000:answer", "start": "2026-06-24"}
    text = client.get(url, values).content.decode()
    assert 'datetime="2026-07-23"' in text
    assert "(Northern Ireland)" in text
    assert Client().get(url).status_code == 302


def test_the_answer_can_be_passed_on_by_its_address(visitor: Client) -> None:
    assert asked(visitor) == asked(visitor)
    assert date(2025, 2, 27).isoformat() in asked(visitor)
