"""The view that hands out stored files, to anybody who knows the address."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.models import Page

from tests.factories import create_user
from tests.noticeboard.models import NoticeFile, NoticePage
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.models import StoredFile
from wagtail_disclosure.review import actions

pytestmark = pytest.mark.django_db


@pytest.fixture
def stored(db) -> StoredFile:
    """A file that something public holds."""
    stored = StoredFile.store(
        ContentFile(b"water"), name="plan.txt", content_type="text/plain", by=Actor.software("t")
    )
    page = NoticePage(title="Notice", slug="notice", live=False)
    page.notice_files = [NoticeFile(stored_file=stored)]
    Page.objects.filter(depth=2).first().add_child(instance=page)
    revision = page.save_revision()
    drafter, leader = Actor.of(create_user("drafter")), Actor.of(create_user("leader"))
    actions.record(revision.as_object(), proposed_by=drafter, decided_by=leader)
    revision.publish()
    return stored


def scanned(stored: StoredFile, state: str) -> None:
    stored.scan_state = state
    stored.save(update_fields=["scan_state"])


@pytest.mark.parametrize("state", ["unscanned", "clean"])
def test_a_file_of_something_public_is_sent(stored, state) -> None:
    scanned(stored, state)
    response = Client().get(stored.get_absolute_url())
    assert b"".join(response.streaming_content) == b"water"


def test_a_file_in_quarantine_does_not_exist(stored) -> None:
    scanned(stored, StoredFile.ScanState.QUARANTINED)
    assert Client().get(stored.get_absolute_url()).status_code == 404


def test_a_file_under_another_name_does_not_exist(stored) -> None:
    address = stored.get_absolute_url().replace("plan.txt", "other.txt")
    assert Client().get(address).status_code == 404
