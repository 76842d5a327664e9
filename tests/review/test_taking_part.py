"""Who takes part in the review: what menus ask on every page, in one query."""

from datetime import timedelta

import pytest

from tests.factories import create_user
from wagtail_disclosure.core.days import today
from wagtail_disclosure.core.models import InformationOfficer, PublicBody, Unit
from wagtail_disclosure.review.models import Delegation
from wagtail_disclosure.review.taking_part import Part, part_of

NOTHING = Part(holds_role=False, is_deputy=False, has_proposed=False)


@pytest.fixture
def user(db):
    return create_user("somebody")


@pytest.fixture
def unit(db):
    body = PublicBody.objects.create(code="A", name={"en": "Agency"})
    return Unit.objects.create(body=body, code="u", name={"en": "Unit"})


def fresh(user):
    """As a request would find them: nothing is known yet."""
    return type(user).objects.get(pk=user.pk)


def test_most_people_take_no_part_and_it_takes_one_query(user, unit, django_assert_num_queries):
    InformationOfficer.objects.create(unit=unit, user=user)
    with django_assert_num_queries(1):
        assert part_of(user) == NOTHING
        assert not part_of(user).may_decide


@pytest.mark.parametrize("place", ["head", "leader"])
def test_heads_and_leaders_hold_a_role(user, unit, place):
    setattr(unit, place, user)
    unit.save()
    assert part_of(user).holds_role


def test_so_do_the_leader_the_committee_and_the_office_of_an_agency(user, unit):
    body = unit.body
    InformationOfficer.objects.create(unit=unit, user=user)
    body.office = unit
    body.save()
    assert part_of(fresh(user)).holds_role
    body.office, body.leader = None, user
    body.save()
    assert part_of(fresh(user)).holds_role
    body.leader = None
    body.save()
    body.committee.add(user)
    assert part_of(fresh(user)).holds_role


def test_deputies_are_told_from_those_who_hold_a_role(user, unit):
    day = today()
    delegation = Delegation.objects.create(
        principal=create_user("head"),
        deputy=user,
        first_day=day,
        last_day=day + timedelta(days=1),
        reason="Leave",
    )
    assert part_of(fresh(user)) == Part(holds_role=False, is_deputy=True, has_proposed=False)
    delegation.first_day = delegation.last_day = day + timedelta(days=2)
    delegation.save()
    assert part_of(fresh(user)) == NOTHING
