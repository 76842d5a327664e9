"""The officers' work list: everything that waits for their units, and nothing of others."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import WorkflowState
from wagtail.users.models import UserProfile

from tests.catalog.agency import create_body, create_catalog, create_unit, translate_home
from tests.catalog.factories import create_category, create_entry, create_user, disclose
from tests.factories import create_profile
from wagtail_disclosure.catalog.models import (
    CategoryPage,
    EntryPage,
    ExemptItem,
    PublicationObligation,
)
from wagtail_disclosure.catalog.work_list.kinds import Work, counted
from wagtail_disclosure.catalog.work_list.views import work_items
from wagtail_disclosure.core import days
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.calendars import seeds
from wagtail_disclosure.core.models import Exemption, InformationOfficer, Unit
from wagtail_disclosure.review.roles import Role

pytestmark = pytest.mark.django_db
LIST = "disclosure_work_list"


@pytest.fixture(scope="module", autouse=True)
def built(preset: None, django_db_blocker: Any) -> None:
    """Two units with the same work each, once for the module."""
    with django_db_blocker.unblock(), translation.override("en"):
        _build()


def _build() -> None:
    body = create_body()
    supply = create_unit(body)
    body.calendar, _added = seeds.seed("cn", through_year=2027, by=Actor.software("tests"))
    body.office = Unit.objects.create(
        body=body, code="office", name={"en": "Office"}, head=create_user("chief")
    )
    body.save()
    drainage = Unit.objects.create(body=body, code="drainage", name={"en": "Drainage"})
    translate_home()
    catalog = create_catalog()
    category = create_category(catalog, "06")
    disclose(catalog, category)
    for user, unit in (("officer", supply), ("other", drainage), ("nobody", None)):
        person = create_user(user)
        person.user_permissions.add(
            *Permission.objects.filter(
                codename__in=["access_admin", "view_exemptitem", "change_exemptitem"]
            )
        )
        UserProfile.objects.create(user=person, preferred_language="en")
        if unit:
            unit.head = create_user(f"head-{user}")
            unit.save()
            InformationOfficer.objects.create(unit=unit, user=person)
            _give_work(category, unit)
    create_profile(body, [Role.UNIT_HEAD])


def _give_work(category: CategoryPage, unit: Unit) -> None:
    today = days.today()
    create_entry(category, unit, f"{unit.code} draft", created_on=None)
    create_entry(category, unit, f"{unit.code} overdue", created_on=today - timedelta(days=90))
    public = create_entry(category, unit, f"{unit.code} public", published_on=date(2024, 3, 5))
    disclose(public)
    PublicationObligation.objects.create(
        title={"en": f"{unit.code} report"},
        unit=unit,
        category=category,
        frequency="once",
        valid_from=today - timedelta(days=100),
    )
    ExemptItem.objects.create(
        title=f"{unit.code} secret",
        unit=unit,
        ground=Exemption.objects.first(),
        citation="Art. 14",
        review_on=today,
    )


@pytest.fixture(autouse=True)
def speak_english():
    with translation.override("en"):
        yield


@pytest.fixture
def officer(client):
    officer = get_user_model().objects.get(username="officer")
    client.force_login(officer)
    return officer


def counts(user):
    return {kind.name: count for kind, _found, count in counted(Work(user, today=days.today()))}


def titles(client, **query):
    return [row.title for row in client.get(reverse(LIST), query).context["rows"]]


def test_counts_what_waits_for_the_own_units_by_kind(officer):
    assert counts(officer) == {
        "collect": 1,
        "unsent": 2,
        "returned": 0,
        "late": 1,
        "re-review": 1,
        "untranslated": 1,
        "outdated": 0,
    }


def test_lists_the_own_units_only_the_most_urgent_first(client, officer):
    page = client.get(reverse(LIST))
    rows = page.context["rows"]
    assert all(row.title.startswith("supply") for row in rows)
    known = [row.day for row in rows if row.day]
    assert known == sorted(known)
    assert "drainage" not in page.content.decode()
    for row in rows:
        assert row.verb and row.url


def test_shows_one_kind_and_one_unit_where_asked(client, officer):
    assert titles(client, kind="late") == ["supply overdue"]
    assert titles(client, kind="re-review") == ["supply secret"]
    own, other = (Unit.objects.get(code=code) for code in ("supply", "drainage"))
    assert titles(client, kind="late", unit=own.pk) == ["supply overdue"]
    InformationOfficer.objects.create(unit=other, user=officer)
    assert titles(client, kind="late", unit=other.pk) == ["drainage overdue"]
    assert len(titles(client, kind="late")) == 2


def test_what_was_sent_is_not_to_be_sent_and_comes_back_when_returned(client, officer):
    entry = EntryPage.objects.get(title="supply draft")
    state = entry.get_workflow().start(entry, officer)
    assert "supply draft" not in titles(client, kind="unsent")
    WorkflowState.objects.filter(pk=state.pk).update(status=WorkflowState.STATUS_NEEDS_CHANGES)
    assert "supply draft" not in titles(client, kind="unsent")
    assert titles(client, kind="returned") == ["supply draft"]


def test_an_untranslated_entry_is_listed_until_there_is_a_draft_in_every_language(client, officer):
    entry = EntryPage.objects.get(title="supply public")
    assert titles(client, kind="untranslated") == ["supply public"]
    english = CategoryPage.objects.get().copy_for_translation(
        entry.get_parent().get_parent().specific.get_translations().get().locale
    )
    entry.copy_for_translation(english.locale)
    assert titles(client, kind="untranslated") == []


def test_costs_the_same_with_few_and_with_many(client, officer):
    def queries():
        client.get(reverse(LIST))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse(LIST)).status_code == 200
        return len(captured)

    few = queries()
    unit = Unit.objects.get(code="supply")
    for number in range(4):
        create_entry(
            CategoryPage.objects.get(),
            unit,
            f"supply {number}",
            created_on=days.today() - timedelta(days=80),
        )
        PublicationObligation.objects.create(
            title={"en": f"supply {number}"},
            unit=unit,
            frequency="monthly",
            valid_from=timezone.localdate() - timedelta(days=200),
        )
    assert queries() == few


def test_dashboard_leads_to_it_with_the_number(client, officer):
    [item] = work_items(officer)
    assert (item.label, item.url) == ("6 things to do", reverse(LIST))
    assert reverse(LIST) in client.get(reverse("wagtailadmin_home")).content.decode()


def test_nobody_sees_it_who_answers_for_no_unit(client):
    nobody = get_user_model().objects.get(username="nobody")
    client.force_login(nobody)
    assert client.get(reverse(LIST)).status_code == 302
    assert not list(work_items(nobody))
