"""An agency with a unit, people in every role, and a review of three tiers."""

from collections.abc import Callable
from functools import partial
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Permission
from django.utils import translation
from wagtail.models import Locale, Page

from tests.factories import create_profile, create_user
from tests.noticeboard.models import NoticePage, NoticeSnippet
from tests.review import agency
from wagtail_disclosure.core.models import InformationOfficer, PublicBody, StoredFile, Unit
from wagtail_disclosure.review.roles import Role


@pytest.fixture(autouse=True)
def speak_english():
    """Messages are compared in the language that they are written in."""
    with translation.override("en"):
        yield


@pytest.fixture
def people(db) -> SimpleNamespace:
    return agency.create_people()


@pytest.fixture
def body(people, settings) -> PublicBody:
    settings.WAGTAIL_DISCLOSURE = agency.settings_of_the_body()
    return agency.create_body(people)


@pytest.fixture
def unit(body, people) -> Unit:
    return agency.create_unit(body, people)


@pytest.fixture
def profile(body, unit):
    InformationOfficer.objects.create(unit=body.office, user=create_user("clerk"))
    return create_profile(body, [Role.UNIT_HEAD, Role.OFFICE, Role.LEADER])


@pytest.fixture
def home(db) -> Page:
    return agency.home_page()


@pytest.fixture
def stored(db) -> StoredFile:
    return agency.store_file()


@pytest.fixture
def draft(unit, people, stored) -> NoticePage:
    """A notice with text and a file that nobody has reviewed."""
    return agency.write_notice(unit, stored, by=people.drafter)


@pytest.fixture
def clear(people) -> Callable[..., None]:
    """Clear the latest revision the short way, by record, and publish it."""
    return partial(agency.clear, people=people)


@pytest.fixture
def notice(draft, clear) -> NoticePage:
    """A notice that is public."""
    clear(draft)
    return draft


@pytest.fixture
def snippet(db, people) -> NoticeSnippet:
    row = NoticeSnippet(text="Draft snippet", live=False, locale=Locale.get_default())
    row.save()
    row.save_revision(user=people.drafter)
    return row


@pytest.fixture
def grant() -> Callable[..., None]:
    def grant(user, *codenames: str):
        user.user_permissions.add(*Permission.objects.filter(codename__in=codenames))
        return type(user).objects.get(pk=user.pk)

    return grant
