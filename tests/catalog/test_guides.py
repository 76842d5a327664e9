"""The guide is assembled from rows, and its service guides are numbered steps."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests.catalog.factories import (
    create_category,
    create_entry,
    create_service_guide,
    disclose,
)
from wagtail_disclosure.core.models import IntakeWindow, PublicBody, Unit
from wagtail_disclosure.review.content.presentation import rows_of_clearance

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_page_cache")]

# With session, site and locales; each window, category or service more costs nothing.
MOST = 18


@pytest.fixture
def window(body) -> IntakeWindow:
    return IntakeWindow.objects.create(
        body=body,
        code="counter",
        channel="counter",
        name={"zh-hans": "受理处", "en": "Counter"},
        address={"zh-hans": "江河路1号", "en": "1 Rivers Road"},
        hours={"zh-hans": "工作日", "en": "Working days"},
        phone="000-5550100",
        fax="000-5550103",
        email="ask@agency.example",
        internal_note="内部联系人",
    )


@pytest.fixture
def public_guide(guide, body, window):
    body.office = Unit.objects.create(
        body=body, code="office", name={"zh-hans": "办公室", "en": "Office"}, phone="000-5550101"
    )
    body.save()
    disclose(guide)
    return guide


def read(client, page, query=""):
    response = client.get(f"{page.get_url()}{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_a_draft_is_not_found(client, guide):
    assert client.get(guide.get_url()).status_code == 404


def test_names_all_that_the_law_asks_for(client, public_guide):
    # OGI Art. 12: office, address, hours, telephone, fax and internet.
    page = read(client, public_guide)
    for fact in (
        "示例市水务局",
        "办公室",
        "000-5550101",
        "受理处",
        "江河路1号",
        "工作日",
        "000-5550100",
        "000-5550103",
        "ask@agency.example",
    ):
        assert fact in page
    assert "内部联系人" not in page
    # OGI Art. 33, from the law's own row.
    assert "20" in page
    assert "第三十三条" in page


def test_reviewers_see_where_facts_are_filled_in(public_guide):
    with translation.override("en"):
        shown = {row.label: row.text for row in rows_of_clearance(public_guide.clearance)}
    lines = shown["Text"].splitlines()
    assert lines[lines.index("受理窗口") + 2] == "[The intake windows]"
    assert "None" not in lines


def test_a_window_that_moves_needs_no_new_review(client, public_guide, window):
    window.address = {"zh-hans": "湖滨路2号"}
    window.save()
    page = read(client, public_guide)
    assert "湖滨路2号" in page
    assert "江河路1号" not in page
    window.is_active = False
    window.save()
    assert "湖滨路2号" not in read(client, public_guide)


def test_shows_disclosed_categories_and_counts_only(client, public_guide, catalog, unit):
    shown, hidden = create_category(catalog, "01", "规划"), create_category(catalog, "02", "人事")
    disclose(catalog, shown)
    disclose(create_entry(shown, unit))
    create_entry(shown, unit, "草稿")
    page = read(client, public_guide)
    assert "规划" in page
    assert hidden.title not in page
    with translation.override("en"):
        counts = [
            fact.entries for fact in client.get(public_guide.get_url()).context["facts"].classes
        ]
    assert counts == [1, 0, None]


def test_lists_service_guides_that_are_public(client, public_guide):
    shown = create_service_guide(public_guide, "申请公开", summary="怎样申请")
    create_service_guide(public_guide, "内部事项")
    disclose(shown)
    page = read(client, public_guide)
    assert "申请公开" in page
    assert "怎样申请" in page
    assert "内部事项" not in page


def test_a_service_guide_numbers_its_steps_and_leads_back(client, public_guide, unit):
    step = {
        "title": "提出申请",
        "text": "<p>写明所需信息。</p>",
        "who": "申请人",
        "documents": ["申请表", "身份证明"],
        "how_long": "当场",
        "links": "",
    }
    service = create_service_guide(
        public_guide, "申请公开", steps=[("step", step)] * 2, responsible_unit=unit
    )
    disclose(service)
    page = read(client, service)
    assert page.count("<h3>提出申请</h3>") == 2
    for words in ("写明所需信息。", "申请人", "申请表", "身份证明", "当场", "供水管理事务中心"):
        assert words in page
    assert f'<a href="{public_guide.get_url()}">{public_guide.title}</a>' in page


def test_a_link_to_a_draft_shows_its_words_only(client, public_guide, catalog, unit):
    category = create_category(catalog, "01")
    entry = create_entry(category, unit)
    link = f'<p><a id="{entry.pk}" linktype="page">办法全文</a></p>'
    service = create_service_guide(
        public_guide, "办事", steps=[("step", {"title": "阅读", "links": link})]
    )
    disclose(catalog, category, service)
    assert "<a>办法全文</a>" in read(client, service)
    disclose(entry)
    assert f'<a href="{entry.get_url()}">办法全文</a>' in read(client, service)


def test_costs_the_same_with_one_window_and_many(client, public_guide, catalog, body, unit):
    disclose(catalog)

    def queries():
        read(client, public_guide)
        with CaptureQueriesContext(connection) as captured:
            read(client, public_guide)
        return captured.captured_queries

    category = create_category(catalog, "01")
    service = create_service_guide(public_guide, "事项")
    disclose(category, service)
    few = queries()
    for number in range(5):
        partner = PublicBody.objects.create(code=f"P{number}", name={"en": "Partner"})
        IntakeWindow.objects.create(
            body=body, operator=partner, code=f"w{number}", channel="partner", name={"en": "W"}
        )
        category = create_category(catalog, f"1{number}")
        service = create_service_guide(public_guide, f"事项{number}")
        disclose(category, service)
    many = queries()
    assert len(few) == len(many) <= MOST, "\n".join(query["sql"] for query in many)


def test_before_setup_says_what_will_be_here(client, home, guide, body):
    disclose(guide)
    body.delete()
    with translation.override("en"):
        page = read(client, guide)
    assert page.count("<h2") >= 6
