"""Referring to the secrecy committee: from any tier, with a question, to a final decision."""

from importlib import import_module

import pytest
from django.apps import apps
from wagtail.models import WorkflowState

from tests.factories import create_profile, create_user
from tests.noticeboard.models import NoticePage
from tests.review.walking import confirm, current, fresh, refer, send_back, submit
from wagtail_disclosure.review import actions
from wagtail_disclosure.review.exceptions import DecisionRefused
from wagtail_disclosure.review.models import Clearance, ReviewTaskState
from wagtail_disclosure.review.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def submitted(draft, profile, people) -> NoticePage:
    submit(draft, people.drafter)
    return draft


class TestACommitteeThatWasAsked:
    @pytest.mark.parametrize("tiers_before", [0, 1, 2])
    def test_clears_finally_from_any_tier(self, submitted, people, tiers_before: int) -> None:
        walk = [people.head, people.officer, people.leader]
        for user in walk[:tiers_before]:
            confirm(submitted, user)
        refer(submitted, walk[tiers_before])
        assert current(submitted).role == Role.COMMITTEE
        confirm(submitted, people.keeper, "It is not")

        page = NoticePage.objects.disclosed().get()
        steps = page.clearance.steps
        assert [step["decision"] for step in steps] == [
            *["confirmed"] * tiers_before,
            "referred",
            "confirmed",
        ]
        assert steps[-2]["remark"] == "Is the map secret?"
        assert steps[-1]["role"] == Role.COMMITTEE
        assert page.clearance.reason == "It is not"
        assert WorkflowState.objects.get().status == WorkflowState.STATUS_APPROVED

    def test_returns_to_the_drafter(self, submitted, people) -> None:
        refer(submitted, people.head)
        send_back(submitted, people.keeper)
        assert WorkflowState.objects.get().status == WorkflowState.STATUS_NEEDS_CHANGES
        page = fresh(submitted)
        page.title = "Without the map"
        page.save_revision(user=people.drafter)
        page.current_workflow_state.resume(user=people.drafter)

        assert current(page).role == Role.UNIT_HEAD
        for user in (people.head, people.officer, people.leader):
            confirm(page, user)
        assert [step["decision"] for step in Clearance.objects.get().steps] == ["confirmed"] * 3

    def test_is_asked_again_where_nothing_was_edited(self, submitted, people) -> None:
        refer(submitted, people.head)
        send_back(submitted, people.keeper)
        submitted.current_workflow_state.resume(user=people.drafter)
        assert current(submitted).role == Role.COMMITTEE

    def test_is_out_of_it_after_an_edit(self, submitted, people) -> None:
        refer(submitted, people.head)
        page = fresh(submitted)
        page.title = "Edited in between"
        page.save_revision(user=people.colleague)
        assert current(page).role == Role.UNIT_HEAD
        with pytest.raises(DecisionRefused, match="another role"):
            confirm(page, people.keeper)


def test_a_committee_that_nobody_asked_is_passed_over(submitted, people) -> None:
    for user in (people.head, people.officer, people.leader):
        confirm(submitted, user)
    assert NoticePage.objects.disclosed().exists()
    skipped = ReviewTaskState.objects.get(task__reviewtask__role=Role.COMMITTEE)
    assert skipped.status == skipped.STATUS_SKIPPED
    assert len(Clearance.objects.get().steps) == 3


def test_a_committee_that_is_a_tier_decides_last(draft, body, unit, people) -> None:
    create_profile(body, [Role.UNIT_HEAD, Role.COMMITTEE], units=[unit])
    submit(draft, people.drafter)
    confirm(draft, people.head)
    assert current(draft).role == Role.COMMITTEE
    assert not NoticePage.objects.disclosed().exists()
    confirm(draft, people.keeper)
    assert NoticePage.objects.disclosed().exists()


class TestAReferralIsRefused:
    def test_without_a_question(self, submitted, people) -> None:
        with pytest.raises(DecisionRefused, match="question"):
            refer(submitted, people.head, " ")

    def test_on_content_that_changed(self, submitted, people) -> None:
        with pytest.raises(DecisionRefused, match="edited"):
            actions.refer(current(submitted), by=people.head, question="?", fingerprint="0" * 64)
        assert current(submitted).role == Role.UNIT_HEAD

    @pytest.mark.parametrize("name", ["drafter", "officer", "keeper", "outsider"])
    def test_to_people_who_may_not_decide(self, submitted, people, name: str) -> None:
        with pytest.raises(DecisionRefused):
            refer(submitted, getattr(people, name))

    def test_to_superusers(self, submitted) -> None:
        with pytest.raises(DecisionRefused):
            refer(submitted, create_user("root", is_superuser=True))

    def test_where_nobody_is_on_the_committee(self, submitted, people, body) -> None:
        body.committee.clear()
        with pytest.raises(DecisionRefused, match="Nobody is on the secrecy committee"):
            refer(submitted, people.head)
        assert current(submitted).role == Role.UNIT_HEAD

    def test_where_everybody_there_had_a_hand_in_it(self, submitted, people, body) -> None:
        body.committee.set([people.head, people.drafter])
        with pytest.raises(DecisionRefused, match="Everybody on the secrecy committee"):
            refer(submitted, people.head)

    def test_from_the_committee_itself(self, submitted, people, body) -> None:
        refer(submitted, people.head)
        with pytest.raises(DecisionRefused, match="itself"):
            refer(submitted, people.keeper)

    def test_in_a_workflow_without_the_committee(self, submitted, people, profile) -> None:
        profile.workflow.workflow_tasks.filter(task__reviewtask__role=Role.COMMITTEE).delete()
        with pytest.raises(DecisionRefused, match="no part"):
            refer(submitted, people.head)


def test_nobody_answers_their_own_question(submitted, people, body) -> None:
    body.committee.add(people.head)
    refer(submitted, people.head)
    with pytest.raises(DecisionRefused, match="earlier step"):
        confirm(submitted, people.head)
    confirm(submitted, people.keeper)
    assert NoticePage.objects.disclosed().exists()


def test_a_referral_is_no_approval(submitted, people) -> None:
    refer(submitted, people.head)
    committee = current(submitted)
    # As code would that knows Wagtail's workflows, but not ours.
    committee.approve(user=people.outsider)
    assert not NoticePage.objects.disclosed().exists()


def test_profiles_of_before_get_the_committee(profile) -> None:
    profile.workflow.workflow_tasks.filter(task__reviewtask__role=Role.COMMITTEE).delete()
    migration = import_module("wagtail_disclosure.review.migrations.0003_rounds")
    for _twice in range(2):
        migration.add_committee(apps, None)
    roles = [task.specific.role for task in profile.workflow.tasks]
    assert roles == [Role.UNIT_HEAD, Role.OFFICE, Role.LEADER, Role.COMMITTEE]
