"""An agency with a unit, people in every role, and a review of three tiers."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.utils import translation
from wagtail.models import Locale, Page

from tests.factories import create_profile, create_user
from tests.noticeboard.models import NoticeFile, NoticePage, NoticeSnippet
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.models import InformationOfficer, Law, PublicBody, StoredFile, Unit
from wagtail_disclosure.review import actions
from wagtail_disclosure.review.roles import Role


@pytest.fixture(autouse=True)
def speak_english():
    """Messages are compared in the language that they are written in."""
    with translation.override("en"):
        yield


@pytest.fixture
def people(db) -> SimpleNamespace:
    names = ("drafter", "colleague", "head", "officer", "leader", "keeper", "outsider")
    return SimpleNamespace(**{name: create_user(name) for name in names})


@pytest.fixture
def body(people, settings) -> PublicBody:
    law = Law.objects.get_or_create(code="test-law", defaults={"name": {"en": "Test law"}})[0]
    body = PublicBody.objects.create(code="T1", name={"en": "Test agency"}, law=law)
    settings.WAGTAIL_DISCLOSURE = {**settings.WAGTAIL_DISCLOSURE, "PUBLIC_BODY": "T1"}
    body.office = Unit.objects.create(
        body=body, code="office", name={"en": "Office"}, head=people.officer
    )
    body.leader = people.leader
    body.save()
    body.committee.add(people.keeper)
    return body


@pytest.fixture
def unit(body, people) -> Unit:
    unit = Unit.objects.create(
        body=body, code="supply", name={"en": "Water Supply"}, head=people.head
    )
    InformationOfficer.objects.create(unit=unit, user=people.drafter)
    return unit


@pytest.fixture
def profile(body, unit):
    InformationOfficer.objects.create(unit=body.office, user=create_user("clerk"))
    return create_profile(body, [Role.UNIT_HEAD, Role.OFFICE, Role.LEADER])


@pytest.fixture
def home(db) -> Page:
    return Page.objects.filter(depth=2).first()


@pytest.fixture
def stored(db) -> StoredFile:
    return StoredFile.store(
        ContentFile(b"water"), name="plan.txt", content_type="text/plain", by=Actor.software("t")
    )


@pytest.fixture
def draft(home, unit, people, stored) -> NoticePage:
    """A notice with text and a file that nobody has reviewed."""
    page = NoticePage(
        title="Draft notice",
        slug="notice",
        live=False,
        responsible_unit=unit,
        body=[("text", "<p>Marker</p>"), ("contact", {"name": "Lin"})],
    )
    page.notice_files = [NoticeFile(stored_file=stored, caption="Plan")]
    home.add_child(instance=page)
    page.save_revision(user=people.drafter)
    return page


@pytest.fixture
def clear(people) -> Callable[[NoticePage], None]:
    """Clear the latest revision the short way, by record, and publish it."""

    def clear(page, *, publish: bool = True) -> None:
        revision = page.get_latest_revision() or page.save_revision(user=people.drafter)
        actions.record(
            revision.as_object(),
            proposed_by=Actor.of(people.drafter),
            decided_by=Actor.of(people.leader),
        )
        if publish:
            revision.publish(user=people.leader)
        page.refresh_from_db()

    return clear


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
