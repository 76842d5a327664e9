"""Editors see their drafts as visitors would, before anything is stored or cleared."""

import pytest
from wagtail.models import Page

from tests.catalog.factories import create_question, create_service_guide
from wagtail_disclosure.catalog.models import DisclosureRulesPage, FAQPage

pytestmark = pytest.mark.django_db


def preview(page) -> str:
    response = page.make_preview_request(preview_mode=page.default_preview_mode)
    assert response.status_code == 200
    return response.content.decode()


def test_drafts_of_every_kind(guide, faq):
    for page in (
        guide,
        faq,
        create_service_guide(guide, "申请公开"),
        create_question(faq, "要收费吗？"),
    ):
        assert page.title in preview(page)


@pytest.mark.parametrize("model", [FAQPage, DisclosureRulesPage])
def test_a_page_that_is_not_stored_yet(model, faq):
    parent = faq if model is FAQPage else faq.get_parent()
    page = model(title="新的一页", slug="new", locale=faq.locale)
    # As Wagtail's editor does it.
    page.depth = parent.depth + 1
    page.path = Page._get_children_path_interval(parent.path)[1]
    page.set_url_path(parent)
    assert "新的一页" in preview(page)
