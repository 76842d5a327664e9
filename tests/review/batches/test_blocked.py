"""Batches that nobody may decide: told to the office, on the dashboard and on their own page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.users.models import UserProfile

from wagtail_disclosure.core.admin import waiting_for
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.days import today
from wagtail_disclosure.review import batches
from wagtail_disclosure.review.batches.providers import work_items
from wagtail_disclosure.review.batches.standings import standing_of, standings
from wagtail_disclosure.review.models import Delegation, ReviewProfile

IMPORT = Actor.software("import")


@pytest.fixture
def edited(profile, pages, unit, people):
    """A batch with one row that the head of its unit wrote."""
    pages[0].save_revision(user=people.head)
    return batches.propose_batch(pages, unit=unit, name="Import", by=IMPORT)


@pytest.fixture
def vacant(batch, unit):
    unit.head = None
    unit.save()
    batch.refresh_from_db()
    return batch


def assert_agrees_with_the_decision(batch, people) -> None:
    """Standings and ``why_not`` say the same of everybody."""
    for person in vars(people).values():
        may = batches.why_not(batch, person) is None
        assert may == (person.pk in standing_of(batch).people), person


class TestNobodyMayDecide:
    def test_a_vacant_role(self, vacant, people):
        standing = standing_of(vacant)
        assert standing.is_blocked
        assert standing.is_vacant
        assert_agrees_with_the_decision(vacant, people)

    def test_who_proposed_it(self, profile, pages, unit, people):
        people.head.is_superuser = True
        people.head.save()
        batch = batches.propose_batch(pages, unit=unit, name="Own", by=people.head)
        assert standing_of(batch).is_blocked
        assert_agrees_with_the_decision(batch, people)

    def test_who_edited_one_row_until_it_is_taken_out(self, edited, pages, people):
        assert standing_of(edited).is_blocked
        assert standing_of(edited).names == []
        assert_agrees_with_the_decision(edited, people)
        item = edited.items.get(object_id=str(pages[0].pk))
        batches.take_out(item, by=people.head, reason="My own text")
        assert not standing_of(edited).is_blocked
        assert_agrees_with_the_decision(edited, people)

    def test_who_edited_it_before_it_was_cleared_last_may(self, profile, notice, unit, people):
        notice.title = "Changed"
        notice.save_revision(user=people.colleague)
        unit.head = people.drafter
        unit.save()
        batch = batches.propose_batch([notice], unit=unit, name="B", by=IMPORT)
        assert not standing_of(batch).is_blocked

    def test_who_decided_an_earlier_step(self, batch, body, people, confirm):
        confirm(batch, people.head)
        body.office.officers.all().delete()
        body.office.head = people.head
        body.office.save()
        batch.refresh_from_db()
        assert standing_of(batch).is_blocked
        assert_agrees_with_the_decision(batch, people)

    def test_without_a_profile(self, batch, people):
        ReviewProfile.objects.all().delete()
        standing = standing_of(batch)
        assert standing.is_blocked
        assert "no review profile" in standing.why_blocked
        assert_agrees_with_the_decision(batch, people)

    def test_what_is_decided_or_open_to_somebody_is_not_blocked(self, batch, people, confirm):
        assert not standing_of(batch).is_blocked
        confirm(batch, people.head, people.officer, people.leader)
        assert not standing_of(batch).is_blocked


class TestTheOffice:
    def test_is_told_and_nobody_else(self, edited, people):
        (item,) = waiting_for(people.officer)
        assert item.label == "Import: batch of 3 entries"
        assert item.kind == "Blocked, nobody can decide: Head of the unit"
        assert item.url == reverse("disclosure_delegation:add")
        assert item.reference == f"Batch #{edited.pk}, Water Supply"
        for name in ("drafter", "head", "leader", "outsider"):
            assert waiting_for(getattr(people, name)) == [], name

    def test_is_led_to_the_unit_where_the_role_is_vacant(self, vacant, people, unit):
        (item,) = work_items(people.officer)
        assert item.url == reverse("disclosure_unit:edit", args=[unit.pk])

    def test_is_told_that_there_is_no_profile(self, batch, people):
        ReviewProfile.objects.all().delete()
        (item,) = work_items(people.officer)
        assert item.kind == "There is no review profile for Water Supply, so nobody could decide."
        assert item.url == reverse("disclosure_review:batch", args=[batch.pk])

    def test_has_nothing_to_do_once_a_deputy_is_named(self, edited, people):
        Delegation.objects.create(
            principal=people.head, deputy=people.outsider, first_day=today(), last_day=today()
        )
        assert not list(work_items(people.officer))
        assert [item.verb for item in work_items(people.outsider)] == ["Review"]

    def test_reads_it_on_its_page_and_in_the_list(self, client, edited, people, grant):
        grant(people.officer, "access_admin")
        UserProfile.objects.create(user=people.officer, preferred_language="en")
        client.force_login(people.officer)
        page = client.get(reverse("disclosure_review:batch", args=[edited.pk])).content.decode()
        assert "worked on an entry in it" in page
        listed = client.get(reverse("disclosure_review:batches")).content.decode()
        assert '<td data-label="State">Blocked</td>' in listed
        assert "Nobody can decide this step" in listed


def test_standings_cost_the_same_for_1_and_6_batches(profile, write_drafts, unit, people):
    def propose(first: int, number: int):
        pages = write_drafts(number, first=first)
        pages[0].save_revision(user=people.head)
        return batches.propose_batch(pages, unit=unit, name=f"B{first}", by=IMPORT)

    def queries(found) -> int:
        standings(found)
        with CaptureQueriesContext(connection) as captured:
            assert all(standing.is_blocked for standing in standings(found))
        return len(captured)

    one = [propose(0, 2)]
    six = [*one, *(propose(100 * number, 8) for number in range(1, 6))]
    assert queries(six) == queries(one)
