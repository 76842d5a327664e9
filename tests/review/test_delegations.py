"""Deputies: who may decide in whose place, when, and what is written down about it."""

from datetime import date, timedelta

import pytest

from tests.factories import create_profile, create_user
from tests.noticeboard.models import NoticePage
from tests.review.walking import confirm, current, refer, submit
from wagtail_disclosure.core.days import today
from wagtail_disclosure.core.models import InformationOfficer
from wagtail_disclosure.review.exceptions import DecisionRefused
from wagtail_disclosure.review.models import Clearance, Delegation, ReviewTask, ReviewTaskState
from wagtail_disclosure.review.models.profiles import units_with_too_few_people
from wagtail_disclosure.review.models.standings import standing_of, standings
from wagtail_disclosure.review.roles import Role, acting_for, people_in_role

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 11, 23)
WEEK = timedelta(days=7)


def delegate(principal, deputy, first: date = MONDAY, last: date = MONDAY + WEEK) -> Delegation:
    return Delegation.objects.create(
        principal=principal, deputy=deputy, first_day=first, last_day=last
    )


@pytest.fixture
def deputy(people):
    """Somebody who stands in for the head of the unit this week."""
    user = create_user("deputy")
    delegate(people.head, user, today(), today() + WEEK)
    return user


@pytest.fixture
def submitted(draft, profile, people) -> NoticePage:
    submit(draft, people.drafter)
    return draft


class TestARole:
    @pytest.mark.parametrize(
        ("on", "counts"),
        [
            (MONDAY - timedelta(days=1), False),
            (MONDAY, True),
            (MONDAY + WEEK, True),
            (MONDAY + WEEK + timedelta(days=1), False),
        ],
    )
    def test_includes_deputies_from_the_first_to_the_last_day(
        self, unit, people, on: date, counts: bool
    ) -> None:
        delegate(people.head, people.outsider)
        found = set(people_in_role(Role.UNIT_HEAD, unit, on))
        assert found == ({people.head, people.outsider} if counts else {people.head})
        acts_for = people.head if counts else None
        assert acting_for(people.outsider, Role.UNIT_HEAD, unit, on) == acts_for

    @pytest.mark.parametrize(
        ("role", "name"),
        [
            (Role.UNIT_HEAD, "head"),
            (Role.OFFICE, "officer"),
            (Role.LEADER, "leader"),
            (Role.COMMITTEE, "keeper"),
        ],
    )
    def test_of_every_kind_can_have_one(
        self, submitted, unit, people, role: str, name: str
    ) -> None:
        delegate(getattr(people, name), people.outsider)
        assert people.outsider in people_in_role(role, unit, MONDAY)
        state = current(submitted)
        state.task = ReviewTask.for_role(role)
        state.save()
        found = ReviewTaskState.objects.for_roles_of(people.outsider, MONDAY)
        assert [row.pk for row in found] == [state.pk]
        assert not ReviewTaskState.objects.for_roles_of(people.outsider, MONDAY - WEEK).exists()

    def test_is_not_passed_on_by_deputies(self, unit, people) -> None:
        delegate(people.head, people.outsider)
        delegate(people.outsider, people.colleague)
        assert people.colleague not in people_in_role(Role.UNIT_HEAD, unit, MONDAY)

    @pytest.mark.parametrize("name", ["head", "outsider"])
    def test_ends_with_the_account_of_either(self, unit, people, name: str) -> None:
        delegate(people.head, people.outsider)
        user = getattr(people, name)
        user.is_active = False
        user.save()
        assert people.outsider not in people_in_role(Role.UNIT_HEAD, unit, MONDAY)

    def test_of_their_own_comes_before_anothers_place(self, unit, body, people) -> None:
        InformationOfficer.objects.create(unit=body.office, user=people.colleague)
        delegate(people.officer, people.colleague)
        assert acting_for(people.colleague, Role.OFFICE, unit, MONDAY) is None


class TestADeputy:
    def test_decides_and_both_names_are_kept(self, submitted, people, deputy) -> None:
        confirm(submitted, deputy)
        confirm(submitted, people.officer)
        confirm(submitted, people.leader)
        first, second, _third = Clearance.objects.get().steps
        assert (first["decided_by_name"], first["on_behalf_of_name"]) == ("deputy", "head")
        assert first["on_behalf_of_id"] == people.head.pk
        assert second["on_behalf_of_name"] == ""

    def test_does_not_keep_the_absent_from_deciding(self, submitted, people, deputy) -> None:
        confirm(submitted, people.head)
        assert ReviewTaskState.objects.get(decided_by_id=people.head.pk).on_behalf_of_id is None

    def test_decides_once_whoevers_place_it_is(self, submitted, people, deputy) -> None:
        delegate(people.officer, deputy, today(), today())
        confirm(submitted, deputy)
        with pytest.raises(DecisionRefused, match="earlier step"):
            confirm(submitted, deputy)

    def test_who_decided_for_themselves_is_out(self, submitted, people) -> None:
        delegate(people.officer, people.head, today(), today())
        confirm(submitted, people.head)
        with pytest.raises(DecisionRefused, match="earlier step"):
            confirm(submitted, people.head)

    def test_who_drafted_it_is_out(self, submitted, people) -> None:
        delegate(people.head, people.drafter, today(), today())
        with pytest.raises(DecisionRefused, match="worked on"):
            confirm(submitted, people.drafter)

    def test_answers_no_question_of_their_own(self, submitted, people, deputy) -> None:
        delegate(people.keeper, deputy, today(), today())
        refer(submitted, deputy)
        with pytest.raises(DecisionRefused, match="earlier step"):
            confirm(submitted, deputy)

    def test_steps_in_where_the_head_drafted_it(self, home, unit, profile, people, deputy) -> None:
        page = NoticePage(title="By the head", slug="head", live=False, responsible_unit=unit)
        home.add_child(instance=page)
        page.save_revision(user=people.head)
        submit(page, people.head)
        assert standing_of(current(page)).eligible == {deputy.pk}
        confirm(page, deputy)
        assert current(page).role == Role.OFFICE

    def test_of_yesterday_decides_nothing(self, submitted, people) -> None:
        yesterday = today() - timedelta(days=1)
        delegate(people.head, people.outsider, yesterday, yesterday)
        with pytest.raises(DecisionRefused, match="another role"):
            confirm(submitted, people.outsider)


def test_deputies_are_nobodys_second_person(body, unit, people) -> None:
    body.leader = people.head
    body.save()
    delegate(people.head, people.outsider, today(), today())
    roles = [Role.UNIT_HEAD, Role.LEADER]
    assert units_with_too_few_people(roles, [unit]) == [unit]


def test_a_step_without_anybody_left_is_blocked(submitted, people, unit) -> None:
    assert not standing_of(current(submitted)).is_blocked
    unit.head = people.drafter
    unit.save()
    assert standing_of(current(submitted)).is_blocked
    unit.head = None
    unit.save()
    assert standing_of(current(submitted)).is_blocked


def test_many_standings_cost_no_more_than_one(
    home, body, unit, people, django_assert_num_queries
) -> None:
    InformationOfficer.objects.create(unit=body.office, user=create_user("clerk"))
    create_profile(body, [Role.UNIT_HEAD, Role.OFFICE, Role.LEADER])
    lists = []
    for number in range(3):
        page = NoticePage(title=f"N{number}", slug=f"n{number}", live=False, responsible_unit=unit)
        home.add_child(instance=page)
        page.save_revision(user=people.drafter)
        submit(page, people.drafter)
        states = list(ReviewTaskState.objects.open().with_round())
        lists.append(states)
    for states in lists:
        with django_assert_num_queries(6):
            assert all(found.eligible == {people.head.pk} for found in standings(states))
