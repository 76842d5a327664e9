"""The agency that notices belong to, in plain functions: fixtures say how long it lives."""

from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from wagtail.models import Page

from tests.factories import create_user
from tests.noticeboard.models import NoticeFile, NoticePage
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.models import InformationOfficer, Law, PublicBody, StoredFile, Unit
from wagtail_disclosure.review import actions

PEOPLE = ("drafter", "colleague", "head", "officer", "leader", "keeper", "outsider")
BODY = "T1"


def settings_of_the_body() -> dict[str, Any]:
    """The setting ``WAGTAIL_DISCLOSURE`` of a site that belongs to the body."""
    return {**settings.WAGTAIL_DISCLOSURE, "PUBLIC_BODY": BODY}


def create_people() -> SimpleNamespace:
    return SimpleNamespace(**{name: create_user(name) for name in PEOPLE})


def create_body(people: SimpleNamespace) -> PublicBody:
    law = Law.objects.get_or_create(code="test-law", defaults={"name": {"en": "Test law"}})[0]
    body = PublicBody.objects.create(code=BODY, name={"en": "Test agency"}, law=law)
    body.office = Unit.objects.create(
        body=body, code="office", name={"en": "Office"}, head=people.officer
    )
    body.leader = people.leader
    body.save()
    body.committee.add(people.keeper)
    return body


def create_unit(body: PublicBody, people: SimpleNamespace) -> Unit:
    unit = Unit.objects.create(
        body=body, code="supply", name={"en": "Water Supply"}, head=people.head
    )
    InformationOfficer.objects.create(unit=unit, user=people.drafter)
    return unit


def home_page() -> Page:
    return Page.objects.filter(depth=2).first()


def store_file() -> StoredFile:
    return StoredFile.store(
        ContentFile(b"water"), name="plan.txt", content_type="text/plain", by=Actor.software("t")
    )


def write_notice(unit: Unit, stored: StoredFile, *, by: Any, **values: Any) -> NoticePage:
    """A notice with text and a file that nobody has reviewed."""
    values = {"title": "Draft notice", "slug": "notice", **values}
    page = NoticePage(
        live=False,
        responsible_unit=unit,
        body=[("text", "<p>Marker</p>"), ("contact", {"name": "Lin"})],
        **values,
    )
    page.notice_files = [NoticeFile(stored_file=stored, caption="Plan")]
    home_page().add_child(instance=page)
    page.save_revision(user=by)
    return page


def clear(page: Any, people: SimpleNamespace, *, publish: bool = True) -> None:
    """Clear the latest revision the short way, by record, and publish it."""
    revision = page.get_latest_revision() or page.save_revision(user=people.drafter)
    actions.record(
        revision.as_object(),
        proposed_by=Actor.of(people.drafter),
        decided_by=Actor.of(people.leader),
    )
    if publish:
        revision.publish(user=people.leader)
    page.refresh_from_db()
