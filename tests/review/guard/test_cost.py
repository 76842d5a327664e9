"""What the guard costs, beside the same page without a guard."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from tests.noticeboard.models import NoticeFile, NoticePage, UnguardedFile, UnguardedPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(home, unit, stored, clear) -> tuple[NoticePage, UnguardedPage]:
    """Two public pages with three files each."""
    made = []
    for model, row in ((NoticePage, NoticeFile), (UnguardedPage, UnguardedFile)):
        page = model(
            title="Plan",
            slug=model.__name__.lower(),
            live=False,
            responsible_unit=unit,
            body=[("text", "<p>Water</p>")],
        )
        page.notice_files = [row(stored_file=stored, caption=f"Plan {n}") for n in range(3)]
        home.add_child(instance=page)
        revision = page.save_revision()
        clear(page) if model is NoticePage else revision.publish()
        made.append(page)
    return tuple(made)


def queries(action) -> int:
    action()
    with CaptureQueriesContext(connection) as captured:
        action()
    return len(captured)


def publish(page: Page) -> None:
    stored = type(page).objects.get(pk=page.pk)
    stored.get_latest_revision().publish()


def test_publishing_costs_at_most_six_queries_more(pages) -> None:
    guarded, unguarded = (queries(lambda page=page: publish(page)) for page in pages)
    assert guarded - unguarded <= 6


def test_a_public_page_costs_at_most_one_query_more(pages) -> None:
    client = Client()
    guarded, unguarded = (queries(lambda page=page: client.get(page.get_url())) for page in pages)
    assert guarded - unguarded <= 1
