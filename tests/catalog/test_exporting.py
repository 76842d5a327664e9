"""The lists of the catalog as files."""

import csv

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from wagtail.users.models import UserProfile

from tests.catalog.factories import create_category, create_entry, create_question, create_user
from wagtail_disclosure.catalog.models import ExemptItem
from wagtail_disclosure.core.models import Exemption
from wagtail_disclosure.review.models import ReviewBatch


@pytest.fixture(autouse=True)
def speak_english():
    with translation.override("en"):
        yield


@pytest.fixture
def boss(client, db):
    boss = create_user("boss", is_superuser=True)
    UserProfile.objects.create(user=boss, preferred_language="en")
    client.force_login(boss)
    return boss


def table(client, name: str, **query: str) -> list[list[str]]:
    response = client.get(reverse(name), {"export": "csv", **query})
    assert response.status_code == 200
    content = response.getvalue().decode()
    assert content.startswith("\ufeff")
    return list(csv.reader(content[1:].splitlines()))


def test_entries_come_with_their_filter_and_cost_the_same_however_many_they_are(
    client, boss, catalog, unit
):
    category = create_category(catalog, "01")
    create_entry(category, unit, title="=年报", document_number="示水〔2024〕1号")
    create_entry(category, unit, title="须申请", disclosure_class="on_request", class_reason="x")
    rows = table(client, "disclosure_entries:index", disclosure_class="proactive")
    assert rows[0][:5] == ["Title", "Index number", "Document number", "Class", "Unit"]
    assert rows[0][-1].endswith("Disclosure class: Open to everybody")
    assert rows[1][0].startswith("'=年报")
    assert rows[1][2:5] == ["示水〔2024〕1号", "Open to everybody", "Water Supply"]
    assert len(rows) == 2

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            table(client, "disclosure_entries:index")
        return len(captured)

    few = queries()
    for number in range(12):
        create_entry(category, unit, title=str(number))
    assert queries() == few
    assert len(table(client, "disclosure_entries:index", q="须申请")) == 2


def test_the_other_lists_come_too(client, boss, faq, unit):
    create_question(faq, "怎样申请？")
    ExemptItem.objects.create(
        title="+秘密", unit=unit, ground=Exemption.objects.first(), citation="第十四条"
    )
    ReviewBatch.objects.create(unit=unit, name="@batch", proposed_by_id=boss.pk)
    assert table(client, "disclosure_faqs:index")[1][0].startswith("怎样申请？")
    assert "'+秘密" in table(client, "disclosure_exempt_items:index")[1]
    assert table(client, "disclosure_review:batches")[1][0] == "'@batch"
    workbook = client.get(reverse("disclosure_faqs:index"), {"export": "xlsx"})
    assert b"".join(workbook.streaming_content).startswith(b"PK")


def test_who_may_not_see_the_list_gets_no_file(client, unit):
    clerk = create_user("clerk")
    clerk.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(clerk)
    url = reverse("disclosure_exempt_items:index")
    assert client.get(url, {"export": "csv"}, follow=True).redirect_chain
