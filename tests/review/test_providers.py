"""What the office is told: reviews that nobody can go on with, units whose review can't succeed."""

import pytest
from django.urls import reverse

from tests.noticeboard.models import NoticePage
from tests.review.walking import confirm, submit
from wagtail_disclosure.core.admin import waiting_for
from wagtail_disclosure.core.days import today
from wagtail_disclosure.review.models import Delegation
from wagtail_disclosure.review.screens.status import status_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def submitted(draft, profile, people) -> NoticePage:
    submit(draft, people.drafter)
    return draft


def fresh(page: NoticePage) -> NoticePage:
    return NoticePage.objects.get(pk=page.pk)


class TestABlockedReview:
    def test_waits_for_the_office_and_for_nobody_else(self, submitted, people, unit) -> None:
        assert waiting_for(people.officer) == []
        unit.head = people.drafter
        unit.save()
        (item,) = waiting_for(people.officer)
        assert item.label == "Draft notice"
        assert "nobody can decide: Head of the unit" in item.kind
        assert item.url == reverse("disclosure_delegation:add")
        for name in ("drafter", "head", "leader", "outsider"):
            assert waiting_for(getattr(people, name)) == []

    def test_leads_to_the_unit_where_the_role_is_vacant(self, submitted, people, unit) -> None:
        unit.head = None
        unit.save()
        blocked = [item for item in waiting_for(people.officer) if "nobody" in item.kind]
        assert [item.url for item in blocked] == [reverse("disclosure_unit:edit", args=[unit.pk])]

    def test_is_said_on_the_content(self, submitted, people, unit) -> None:
        assert not status_of(fresh(submitted)).is_blocked
        unit.head = None
        unit.save()
        status = status_of(fresh(submitted))
        assert status.is_blocked
        assert "disclosure office" in status.detail

    def test_goes_on_with_a_deputy(self, submitted, people, unit) -> None:
        unit.head = people.drafter
        unit.save()
        Delegation.objects.create(
            principal=people.drafter, deputy=people.outsider, first_day=today(), last_day=today()
        )
        assert waiting_for(people.officer) == []
        confirm(submitted, people.outsider)


class TestAnEditOfTheAgency:
    def test_that_makes_a_profile_impossible_is_told_the_office(
        self, profile, people, unit
    ) -> None:
        unit.leader = people.head
        unit.save()
        (item,) = waiting_for(people.officer)
        assert item.label == "Water Supply"
        assert "Too few" in item.kind
        assert item.url == reverse("disclosure_unit:edit", args=[unit.pk])


class TestTheStatus:
    def test_names_who_decides_and_what_comes_next(self, submitted, people) -> None:
        status = status_of(fresh(submitted))
        assert status.step == "In review: Head of the unit"
        assert "for head." in status.detail
        assert "Next: Disclosure office, Leader in charge." in status.detail

    def test_before_the_first_round_says_who_will_be_first(self, draft, profile) -> None:
        status = status_of(fresh(draft))
        assert status.step == "Not in review"
        assert "head" in status.detail

    def test_of_what_is_cleared_says_by_whom(self, notice) -> None:
        status = status_of(fresh(notice))
        assert status.step == "Cleared"
        assert "by leader" in status.detail

    def test_of_the_last_step_says_what_follows(self, submitted, people) -> None:
        confirm(submitted, people.head)
        confirm(submitted, people.officer)
        assert "Then it can become public." in status_of(fresh(submitted)).detail
