from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import PageLogEntry

from tests.catalog.factories import create_entry
from wagtail_disclosure.catalog.exceptions import ReasonMissing
from wagtail_disclosure.catalog.models import EntryPage, ExemptItem
from wagtail_disclosure.catalog.models.entries import next_review_on
from wagtail_disclosure.catalog.reclassification import re_review
from wagtail_disclosure.core.models import InformationOfficer, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def other_unit(body) -> Unit:
    return Unit.objects.create(body=body, code="sewers", name={"en": "Sewers"})


@pytest.fixture
def item(body, unit, ground) -> ExemptItem:
    return ExemptItem.objects.create(
        title="抢险方案",
        unit=unit,
        ground=ground,
        citation="Art. 14",
        review_on=re_review.today() - timedelta(days=1),
    )


@pytest.fixture
def entry(category, other_unit) -> EntryPage:
    entry = create_entry(category, other_unit, "档案", disclosure_class="on_request")
    EntryPage.objects.filter(pk=entry.pk).update(review_on=re_review.today() + timedelta(days=20))
    return EntryPage.objects.get(pk=entry.pk)


@pytest.fixture
def officer(staff, unit):
    """The officer of one unit, who writes in the register."""
    for right in ("view_exemptitem", "change_exemptitem"):
        permission = staff.office.user_permissions.get(codename=right)
        staff.drafter.user_permissions.add(permission)
    return type(staff.drafter).objects.get(pk=staff.drafter.pk)


def test_an_entry_on_request_is_looked_at_again_after_a_year(category, unit) -> None:
    entry = create_entry(category, unit, disclosure_class="on_request")
    assert entry.review_on == next_review_on()
    assert create_entry(category, unit).review_on is None


def test_the_office_sees_all_units_and_an_officer_their_own(item, entry, staff, officer) -> None:
    soon = re_review.today() + re_review.SOON
    assert [row.title for row in re_review.due(staff.office, by=soon)] == ["抢险方案", "档案"]
    assert [row.title for row in re_review.due(officer, by=soon)] == ["抢险方案"]
    assert re_review.due(staff.outsider, by=soon) == []


def test_what_is_due_later_is_not_shown(item, staff) -> None:
    item.review_on = re_review.today() + timedelta(days=60)
    item.save()
    assert re_review.due(staff.office, by=re_review.today() + re_review.SOON) == []


def test_it_waits_for_those_who_write_in_the_register(item, staff, officer) -> None:
    (waiting,) = re_review.work_items(officer)
    assert (waiting.label, waiting.due_on) == (item.reference, item.review_on)
    assert list(re_review.work_items(staff.outsider)) == []


def test_many_are_one_line_of_the_dashboard(item, unit, ground, officer) -> None:
    for position in range(3):
        ExemptItem.objects.create(
            title=f"{position}", unit=unit, ground=ground, citation="x", review_on=item.review_on
        )
    (waiting,) = re_review.work_items(officer)
    assert (waiting.label, waiting.due_on) == ("4 items", item.review_on)


def test_keeping_an_item_records_who_and_why(item, officer) -> None:
    re_review.keep(item, until=date(2030, 1, 1), reason="Still in use", by=officer)
    item.refresh_from_db()
    row = item.history.first()
    assert item.review_on == date(2030, 1, 1)
    assert (row.history_user_id, row.history_change_reason) == (officer.pk, "Still in use")


def test_keeping_an_entry_records_who_and_why(entry, staff) -> None:
    re_review.keep(entry, until=date(2030, 1, 1), reason="Still too long", by=staff.office)
    logged = PageLogEntry.objects.get(page_id=entry.pk, action="wagtail_disclosure.class_kept")
    assert EntryPage.objects.get(pk=entry.pk).review_on == date(2030, 1, 1)
    assert (logged.user, logged.data["reason"]) == (staff.office, "Still too long")


def test_an_old_revision_does_not_bring_the_old_day_back(entry, staff) -> None:
    re_review.keep(entry, until=date(2030, 1, 1), reason="Still too long", by=staff.office)
    stored = EntryPage.objects.get(pk=entry.pk)
    assert stored.get_latest_revision_as_object().review_on == date(2030, 1, 1)


def test_keeping_needs_a_reason_and_the_own_unit(item, entry, officer) -> None:
    with pytest.raises(ReasonMissing):
        re_review.keep(item, until=date(2030, 1, 1), reason=" ", by=officer)
    with pytest.raises(PermissionDenied):
        re_review.keep(entry, until=date(2030, 1, 1), reason="x", by=officer)


class TestTheList:
    url = "/admin/disclosure/classes/re-review/"

    def test_shows_titles_and_what_can_be_done(self, client, item, entry, staff) -> None:
        client.force_login(staff.office)
        page = client.get(self.url).content.decode()
        for text in ("抢险方案", "档案", reverse("disclosure_classes:declassify", args=[item.pk])):
            assert text in page

    def test_opens_what_the_reader_may_read(self, client, item, entry, staff) -> None:
        client.force_login(staff.office)
        page = client.get(self.url).content.decode()
        assert reverse("disclosure_exempt_items:inspect", args=[item.pk]) in page
        # The office edits no pages.
        assert reverse("wagtailadmin_pages:edit", args=[entry.pk]) not in page

    def test_can_be_narrowed_to_a_unit(self, client, item, entry, staff, other_unit) -> None:
        client.force_login(staff.office)
        rows = client.get(self.url, {"unit": other_unit.pk}).context["rows"]
        assert [row["due"].title for row in rows] == ["档案"]

    def test_leads_to_keeping(self, client, item, entry, staff) -> None:
        client.force_login(staff.office)
        for kind, subject in (("items", item), ("entries", entry)):
            url = reverse("disclosure_classes:keep", args=[kind, subject.pk])
            assert client.get(url).status_code == 200
            client.post(url, {"until": "2030-01-01", "reason": "Looked at it"})
            subject.refresh_from_db()
            assert subject.review_on == date(2030, 1, 1)

    def test_costs_a_fixed_number_of_queries(self, client, item, unit, ground, staff) -> None:
        client.force_login(staff.office)
        client.get(self.url)
        with CaptureQueriesContext(connection) as few:
            client.get(self.url)
        for position in range(20):
            ExemptItem.objects.create(
                title=f"方案 {position}",
                unit=unit,
                ground=ground,
                citation="x",
                review_on=item.review_on,
            )
        with CaptureQueriesContext(connection) as many:
            client.get(self.url)
        assert len(many) == len(few) <= 26

    def test_is_not_for_others(self, client, staff) -> None:
        client.force_login(staff.outsider)
        assert client.get(self.url).status_code == 302


def test_officers_of_two_units_see_both(item, entry, officer, other_unit) -> None:
    InformationOfficer.objects.create(unit=other_unit, user=officer)
    assert len(re_review.due(officer, by=re_review.today() + re_review.SOON)) == 2
