"""The matrix: who owes which publication for which period, and what was stated about it."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.utils import IntegrityError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from wagtail.users.models import UserProfile

from tests.catalog.agency import create_body, create_catalog, create_unit, translate_home
from tests.catalog.factories import create_category, create_entry, create_user, disclose
from wagtail_disclosure.catalog.exceptions import ReasonMissing
from wagtail_disclosure.catalog.models import EntryPage, Fulfillment, PublicationObligation
from wagtail_disclosure.catalog.obligations import actions, reading, seeds
from wagtail_disclosure.catalog.obligations.exceptions import NoSuchPeriod
from wagtail_disclosure.core import days
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.models import DisclosureBasis, InformationOfficer, PublicBody, Unit
from wagtail_disclosure.review.models import Clearance
from wagtail_disclosure.rules.calendars import WorkingCalendar
from wagtail_disclosure.rules.obligations import Coverage

pytestmark = pytest.mark.django_db
MATRIX = "disclosure_obligations:matrix"
LIST = "disclosure_publicationobligation:index"
CALENDAR = WorkingCalendar(code="plain")
TODAY = date(2026, 5, 20)


@pytest.fixture(scope="module", autouse=True)
def built(preset: None, django_db_blocker: Any) -> None:
    """The agency with a monthly obligation and its reports, once for the module."""
    with django_db_blocker.unblock():
        _build()


def _build() -> None:
    body = create_body()
    supply = create_unit(body)
    body.office = Unit.objects.create(body=body, code="office", name={"zh-hans": "办公室"})
    body.save()
    drainage = Unit.objects.create(body=body, code="drainage", name={"zh-hans": "排水中心"})
    translate_home()
    catalog = create_catalog()
    category = create_category(catalog, "06")
    disclose(catalog, category)
    for month, public_on in ((1, date(2026, 2, 10)), (2, date(2026, 4, 30)), (3, None)):
        entry = create_entry(
            category,
            supply,
            f"水质月报{month}",
            created_on=date(2026, month, 28),
            published_on=public_on,
        )
        if public_on:
            disclose(entry)
    for title, unit in (("水质月报", supply), ("=排水月报", drainage)):
        PublicationObligation.objects.create(
            title={"zh-hans": title, "en": title},
            unit=unit,
            category=category,
            frequency="monthly",
            valid_from=date(2026, 1, 1),
        )
    for name, unit in (("officer", supply), ("office", body.office), ("outsider", None)):
        user = create_user(name)
        user.user_permissions.add(Permission.objects.get(codename="access_admin"))
        UserProfile.objects.create(user=user, preferred_language="en")
        if unit:
            InformationOfficer.objects.create(unit=unit, user=user)


@pytest.fixture(autouse=True)
def speak_english():
    with translation.override("en"):
        yield


@pytest.fixture
def people():
    return SimpleNamespace(**{user.username: user for user in get_user_model().objects.all()})


@pytest.fixture
def obligation():
    return PublicationObligation.objects.get(unit__code="supply")


@pytest.fixture
def reports():
    return {month: EntryPage.objects.get(title=f"水质月报{month}") for month in (1, 2, 3)}


@pytest.fixture
def state(obligation, people):
    """State for a month that an entry is what was due."""

    def state(month, entry):
        period = actions.period_of(obligation, date(2026, month, 1), today=TODAY)
        return actions.fulfill(obligation, period, entry, by=people.officer)

    return state


def statuses(obligation, today=TODAY):
    found = reading.standings_of([obligation], today=today, calendar=CALENDAR)
    return [standing.status for standing in found]


def test_nothing_counts_until_somebody_said_which_entry_it_is(obligation, reports, state):
    missing, due, running = Coverage.MISSING, Coverage.DUE, Coverage.RUNNING
    assert statuses(obligation) == [missing, missing, missing, due, running]
    # Public after 20 working days from the end of February: 27 March.
    state(1, reports[1])
    state(2, reports[2])
    assert statuses(obligation) == [Coverage.ON_TIME, Coverage.LATE, missing, due, running]


def test_an_entry_counts_while_it_is_public(obligation, reports, state):
    state(3, reports[3])
    assert statuses(obligation)[2] is Coverage.MISSING
    disclose(reports[3])
    # It goes live today, whenever that is, and so after 28 April 2026; taken over, nobody knows.
    assert statuses(obligation)[2] is Coverage.ON_TIME
    reports[3].unpublish()
    assert statuses(obligation)[2] is Coverage.MISSING


def test_what_went_live_through_the_review_has_the_day_of_that(obligation, reports, state):
    state(3, reports[3])
    disclose(reports[3], kind=Clearance.Kind.REVIEW)
    assert statuses(obligation, today=date(2027, 1, 1))[2] is Coverage.LATE


def test_nothing_to_publish_needs_a_reason_and_can_be_taken_back(obligation, people):
    period = actions.period_of(obligation, date(2026, 3, 1), today=TODAY)
    with pytest.raises(ReasonMissing):
        actions.state_nothing(obligation, period, reason=" ", by=people.officer)
    stated = actions.state_nothing(obligation, period, reason="停产", by=people.officer)
    again = actions.state_nothing(obligation, period, reason="停产检修", by=people.officer)
    assert again == stated
    assert statuses(obligation)[2] is Coverage.NOTHING
    actions.take_back(stated, by=people.officer)
    assert statuses(obligation)[2] is Coverage.MISSING
    kept = Fulfillment.history.values_list("history_type", "history_user_name")
    assert [kind for kind, _name in kept] == ["-", "+"]


def test_only_the_unit_and_the_office_state_anything(obligation, people, reports):
    period = actions.period_of(obligation, date(2026, 1, 1), today=TODAY)
    with pytest.raises(PermissionDenied):
        actions.fulfill(obligation, period, reports[1], by=people.outsider)
    other = PublicationObligation.objects.get(unit__code="drainage")
    with pytest.raises(PermissionDenied):
        actions.state_nothing(other, period, reason="无", by=people.officer)
    assert actions.fulfill(obligation, period, reports[1], by=people.office)


@pytest.mark.parametrize("first", [date(2026, 1, 2), date(2025, 12, 1), date(2026, 6, 1)])
def test_there_is_no_period_but_those_that_have_begun(obligation, first):
    with pytest.raises(NoSuchPeriod):
        actions.period_of(obligation, first, today=TODAY)


def test_candidates_are_public_entries_of_the_unit_in_the_category(obligation, reports):
    period = actions.period_of(obligation, date(2026, 2, 1), today=TODAY)
    found = {entry.title for entry in reading.candidates(obligation, period)}
    # January's was public in February only; March's is made later and is no candidate.
    assert found == {"水质月报1", "水质月报2"}


def test_a_row_says_entry_or_reason(obligation):
    with pytest.raises(IntegrityError):
        Fulfillment.objects.create(obligation=obligation, period_begins_on=date(2026, 1, 1))


class TestScreens:
    @pytest.fixture
    def officer(self, client, people):
        client.force_login(people.officer)
        return people.officer

    def test_matrix_shows_the_own_units_with_coverage_and_exports_it(
        self, client, officer, state, reports
    ):
        state(1, reports[1])
        response = client.get(reverse(MATRIX), {"year": "2026"})
        [total] = response.context["totals"]
        assert (total.unit.code, total.done) == ("supply", 1)
        assert total.missing + total.done == total.over
        assert "排水月报" not in response.content.decode()
        sheet = client.get(reverse(MATRIX), {"year": "2026", "export": "csv", "state": "on_time"})
        lines = b"".join(sheet.streaming_content).decode().splitlines()
        assert len(lines) == 2
        assert "January 2026" in lines[1] and "2026-02-10" in lines[1]

    def test_export_escapes_what_a_spreadsheet_would_compute(self, client, people):
        client.force_login(people.office)
        sheet = client.get(reverse(MATRIX), {"year": "2026", "export": "csv"})
        assert ",=排水" not in b"".join(sheet.streaming_content).decode()

    @pytest.mark.parametrize("address", [MATRIX, LIST])
    def test_matrix_and_list_cost_the_same_with_few_and_with_many(
        self, client, people, obligation, address
    ):
        editing = Permission.objects.get(codename="change_publicationobligation")
        people.office.user_permissions.add(editing)
        client.force_login(people.office)
        obligation.basis = DisclosureBasis.objects.first()
        obligation.save()

        def queries():
            client.get(reverse(address), {"year": "2026"})
            with CaptureQueriesContext(connection) as captured:
                assert client.get(reverse(address), {"year": "2026"}).status_code == 200
            return len(captured)

        few = queries()
        for _number in range(8):
            obligation.pk = None
            obligation.save()
        assert queries() == few

    def test_a_period_is_confirmed_and_taken_back(self, client, officer, obligation, reports):
        address = reverse("disclosure_obligations:period", args=[obligation.pk, "2026-02-01"])
        assert "水质月报2" in client.get(address).content.decode()
        assert client.post(address, {"entry": reports[2].pk}).url == reverse(MATRIX)
        assert "Published late" in client.get(address).content.decode()
        [stated] = Fulfillment.objects.all()
        client.post(address, {"take_back": stated.pk})
        assert not Fulfillment.objects.exists()
        refused = client.post(address, {"nothing": "1", "reason": ""})
        assert refused.context["nothing_form"].errors
        draft = client.post(address, {"entry": reports[3].pk})
        assert draft.context["form"].errors

    def test_nothing_of_other_units_is_found(self, client, officer):
        other = PublicationObligation.objects.get(unit__code="drainage")
        for address in (
            reverse("disclosure_obligations:period", args=[other.pk, "2026-02-01"]),
            reverse("disclosure_obligations:period", args=[other.pk, "nonsense"]),
        ):
            assert client.get(address).status_code in (302, 404)

    def test_nobody_sees_it_who_answers_for_no_unit(self, client, people):
        client.force_login(people.outsider)
        assert client.get(reverse(MATRIX)).status_code == 302


def test_setup_writes_the_items_of_article_20_down_once_to_be_confirmed():
    PublicationObligation.objects.all().delete()
    body = PublicBody.objects.own()
    by = Actor.software("tests")
    assert seeds.seed(body, today=days.today(), by=by) == 15
    assert not PublicationObligation.objects.filter(is_confirmed=True).exists()
    assert set(PublicationObligation.objects.values_list("unit__code", flat=True)) == {"office"}
    yearly = PublicationObligation.objects.filter(frequency="yearly")
    assert sorted(yearly.values_list("basis__code", flat=True)) == list(seeds.BY_THE_YEAR)
    PublicationObligation.objects.first().delete()
    assert seeds.seed(body, today=days.today(), by=by) == 0
