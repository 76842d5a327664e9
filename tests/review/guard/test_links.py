"""What visitors learn of a page that a public text links to."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction
from wagtail.rich_text import expand_db_html

from tests.noticeboard.models import NoticePage
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.review import actions

pytestmark = pytest.mark.django_db


@pytest.fixture
def write_notice(home, unit):
    def write_notice(slug: str, text: str = "Water") -> NoticePage:
        notice = NoticePage(
            title="Plan",
            slug=slug,
            live=False,
            responsible_unit=unit,
            body=[("text", f"<p>{text}</p>")],
        )
        home.add_child(instance=notice)
        notice.save_revision()
        return notice

    return write_notice


def link(*targets: Page) -> str:
    return " ".join(f'<a linktype="page" id="{page.pk}">see there</a>' for page in targets)


def test_a_public_text_does_not_name_the_address_of_a_draft(write_notice, clear):
    draft = write_notice("operation-secret")
    notice = write_notice("notice", link(draft))
    clear(notice)
    page = Client().get(notice.get_url()).content.decode()
    assert "<a>see there</a>" in page
    assert "operation-secret" not in page


def test_the_address_shows_as_soon_as_the_page_is_public(write_notice, clear):
    target = write_notice("plan")
    assert expand_db_html(link(target)) == "<a>see there</a>"
    clear(target)
    assert expand_db_html(link(target)) == f'<a href="{target.url}">see there</a>'


def test_the_address_of_a_withdrawn_page_is_gone(write_notice, clear, people):
    target = write_notice("plan")
    clear(target)
    actions.withdraw_by_software(target, by=Actor.of(people.leader), reason="Mistake")
    assert expand_db_html(link(target)) == "<a>see there</a>"


def test_a_row_that_is_live_without_a_seal_has_no_address(write_notice, clear):
    target = write_notice("plan")
    clear(target)
    NoticePage.objects.filter(pk=target.pk).update(cleared_fingerprint="")
    assert expand_db_html(link(target)) == "<a>see there</a>"


def test_a_restricted_page_keeps_the_address_that_was_cleared(write_notice, clear):
    target = write_notice("plan")
    clear(target)
    PageViewRestriction.objects.create(page=target, restriction_type="login")
    assert expand_db_html(link(target)) == f'<a href="{target.url}">see there</a>'


@pytest.mark.parametrize("live", [True, False])
def test_a_page_without_a_guard_has_an_address_while_it_is_live(home, live):
    page = home.add_child(instance=Page(title="About", slug="about", live=live))
    expected = f'<a href="{page.url}">' if live else "<a>"
    assert expand_db_html(link(page)) == f"{expected}see there</a>"


def test_a_link_to_a_deleted_page_leads_nowhere():
    assert expand_db_html('<a linktype="page" id="0">x</a>') == "<a>x</a>"


def test_many_links_cost_no_more_queries_than_one(write_notice, clear):
    targets = [write_notice(f"plan-{number}") for number in range(6)]
    for target in targets[:3]:
        clear(target)

    def queries(html: str) -> int:
        expand_db_html(html)
        with CaptureQueriesContext(connection) as captured:
            expand_db_html(html)
        return len(captured)

    assert queries(link(*targets)) == queries(link(targets[0]))
