"""A round of review: who may decide, in which order, on what, and what ends it."""

import itertools
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Task, TaskState, WorkflowState

from tests.factories import create_profile, create_user
from tests.noticeboard.models import NoticePage
from wagtail_disclosure.core.models import InformationOfficer
from wagtail_disclosure.review import actions
from wagtail_disclosure.review.content import fingerprints
from wagtail_disclosure.review.exceptions import DecisionRefused
from wagtail_disclosure.review.models import Clearance, ReviewTask, ReviewTaskState
from wagtail_disclosure.review.roles import Role

pytestmark = pytest.mark.django_db


def submit(page, user) -> WorkflowState:
    return page.get_workflow().start(page, user)


def current(page) -> ReviewTaskState:
    return NoticePage.objects.get(pk=page.pk).current_workflow_task_state


def confirm(page, user, remark: str = "") -> None:
    state = current(page)
    subject = page.__class__.objects.get(pk=page.pk).get_latest_revision_as_object()
    actions.confirm(state, by=user, fingerprint=fingerprints.fingerprint_of(subject), remark=remark)


@pytest.fixture
def submitted(draft, profile, people) -> NoticePage:
    submit(draft, people.drafter)
    return draft


def test_three_tiers_make_it_public(submitted, people) -> None:
    for role, user in [
        (Role.UNIT_HEAD, people.head),
        (Role.OFFICE, people.officer),
        (Role.LEADER, people.leader),
    ]:
        assert not NoticePage.objects.disclosed().exists()
        assert current(submitted).role == role
        confirm(submitted, user, remark=f"Fine, says {user.username}")

    page = NoticePage.objects.disclosed().get()
    assert b"Marker" in Client().get(page.get_url()).content
    clearance = page.clearance
    assert clearance.proposed_by_id == people.drafter.pk
    assert clearance.decided_by_id == people.leader.pk
    assert [step["decided_by_name"] for step in clearance.steps] == ["head", "officer", "leader"]
    assert [step["remark"] for step in clearance.steps][0] == "Fine, says head"
    assert {step["fingerprint"] for step in clearance.steps} == {clearance.fingerprint}
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_APPROVED


def test_nobody_needs_the_right_to_publish(submitted, people) -> None:
    for user in (people.head, people.officer, people.leader):
        assert not submitted.permissions_for_user(user).can_publish()
        confirm(submitted, user)
    assert NoticePage.objects.disclosed().exists()


@pytest.mark.parametrize(
    "name", ["drafter", "colleague", "officer", "leader", "keeper", "outsider"]
)
def test_a_tier_is_for_its_role_only(submitted, people, name: str) -> None:
    with pytest.raises(DecisionRefused):
        confirm(submitted, getattr(people, name))


def test_being_a_superuser_is_no_role(submitted) -> None:
    with pytest.raises(DecisionRefused, match="another role"):
        confirm(submitted, create_user("root", is_superuser=True))


# Who submits, who edits besides, who decides first and second: A heads the unit, B the office,
# C is in the office too and may lead.
FOUR_EYES = [
    (submitter, editor, first, second)
    for submitter, editor, first, second in itertools.product("ABC", "ABC", "AC", "BC")
]


@pytest.mark.parametrize(("submitter", "editor", "first", "second"), FOUR_EYES)
@pytest.mark.parametrize("superusers", [False, True])
def test_four_eyes(
    home, unit, body, submitter: str, editor: str, first: str, second: str, superusers: bool
) -> None:
    users = {name: create_user(name, is_superuser=superusers) for name in "ABC"}
    body.office.head = users["B"]
    body.office.save()
    InformationOfficer.objects.create(unit=body.office, user=users["C"])
    unit.head = users[first]
    unit.save()
    create_profile(body, [Role.UNIT_HEAD, Role.OFFICE])
    page = NoticePage(title="Notice", slug="four-eyes", live=False, responsible_unit=unit)
    home.add_child(instance=page)
    page.save_revision(user=users[editor])
    page.save_revision(user=users[submitter])
    submit(page, users[submitter])

    allowed_first = first not in {submitter, editor}
    allowed_second = second not in {submitter, editor, first}
    assert bool(current(page).task.specific.get_actions(page, users[first])) == allowed_first
    if not allowed_first:
        with pytest.raises(DecisionRefused):
            confirm(page, users[first])
        return
    confirm(page, users[first])
    if not allowed_second:
        with pytest.raises(DecisionRefused):
            confirm(page, users[second])
    else:
        confirm(page, users[second])
    assert NoticePage.objects.disclosed().exists() == allowed_second


def test_an_editor_of_long_ago_may_review_again(notice, profile, people, unit) -> None:
    unit.head = people.drafter
    unit.save()
    notice.title = "Second notice"
    notice.save_revision(user=people.colleague)
    submit(notice, people.colleague)

    confirm(notice, people.drafter)

    assert current(notice).role == Role.OFFICE


class TestAnEdit:
    def test_voids_the_approvals_so_far(self, submitted, people) -> None:
        confirm(submitted, people.head)
        page = NoticePage.objects.get(pk=submitted.pk)
        page.title = "Edited in between"
        page.save_revision(user=people.colleague)

        assert current(page).role == Role.UNIT_HEAD
        with pytest.raises(DecisionRefused, match="another role"):
            confirm(page, people.officer)
        for user in (people.head, people.officer, people.leader):
            confirm(page, user)
        assert NoticePage.objects.disclosed().get().title == "Edited in between"

    def test_of_what_nobody_sees_voids_nothing(self, submitted, people) -> None:
        confirm(submitted, people.head)
        page = NoticePage.objects.get(pk=submitted.pk)
        page.internal_note = "For us"
        page.save_revision(user=people.colleague)
        assert current(page).role == Role.OFFICE

    def test_under_the_same_revision_is_noticed(self, submitted, people) -> None:
        page = NoticePage.objects.get(pk=submitted.pk)
        page.title = "Edited in between"
        page.save_revision(user=people.drafter, overwrite_revision=page.get_latest_revision())

        assert ReviewTaskState.objects.filter(status=TaskState.STATUS_CANCELLED).count() == 1
        assert current(page).fingerprint == fingerprints.fingerprint_of(page)

    def test_that_went_around_the_models_is_noticed_at_the_decision(
        self, submitted, people
    ) -> None:
        revision = submitted.get_latest_revision()
        content = {**revision.content, "title": "Slipped in"}
        seen = current(submitted).fingerprint
        type(revision).objects.filter(pk=revision.pk).update(content=content)
        with pytest.raises(DecisionRefused, match="edited"):
            actions.confirm(current(submitted), by=people.head, fingerprint=seen)
        with pytest.raises(DecisionRefused, match="edited"):
            confirm(submitted, people.head)

    def test_is_locked_out_of_the_editor(self, submitted, people) -> None:
        root = create_user("root", is_superuser=True)
        for user in (people.drafter, people.head, root):
            assert submitted.permissions_for_user(user).page_locked()


class TestADecision:
    def test_needs_to_say_on_which_content(self, submitted, people) -> None:
        state = current(submitted)
        with pytest.raises(DecisionRefused, match="review page"):
            state.task.specific.on_action(state, people.head, "approve")

    def test_on_other_content_than_was_seen_is_refused(self, submitted, people) -> None:
        with pytest.raises(DecisionRefused, match="edited"):
            actions.confirm(current(submitted), by=people.head, fingerprint="0" * 64)

    def test_counts_once(self, submitted, people) -> None:
        state = current(submitted)
        confirm(submitted, people.head)
        with pytest.raises(DecisionRefused, match="closed"):
            actions.confirm(state, by=people.head, fingerprint=state.fingerprint)

    def test_of_the_second_of_two_colleagues_is_refused(self, submitted, people) -> None:
        confirm(submitted, people.head)
        clerk = InformationOfficer.objects.get(user__username="clerk").user
        opened_by_both = current(submitted)
        confirm(submitted, people.officer)
        with pytest.raises(DecisionRefused, match="closed"):
            actions.confirm(opened_by_both, by=clerk, fingerprint=opened_by_both.fingerprint)
        assert current(submitted).role == Role.LEADER

    @pytest.mark.parametrize("forged", ["approve!", "", "publish", "review"])
    def test_that_does_not_exist_is_refused(self, submitted, people, forged: str) -> None:
        state = current(submitted)
        with pytest.raises(DecisionRefused):
            state.task.specific.on_action(state, people.head, forged, comment="x", extra=1)

    def test_of_somebody_who_lost_the_role_is_refused(self, submitted, people, unit) -> None:
        unit.head = people.colleague
        unit.save()
        with pytest.raises(DecisionRefused, match="another role"):
            confirm(submitted, people.head)

    def test_of_an_inactive_user_is_refused(self, submitted, people) -> None:
        people.head.is_active = False
        people.head.save()
        with pytest.raises(DecisionRefused):
            confirm(submitted, people.head)


class TestAReturn:
    def test_needs_a_remark(self, submitted, people) -> None:
        with pytest.raises(DecisionRefused, match="change"):
            actions.send_back(current(submitted), by=people.head, remark=" ")

    def test_hands_it_back(self, submitted, people) -> None:
        actions.send_back(current(submitted), by=people.head, remark="Remove the address")
        state = WorkflowState.objects.get()
        assert state.status == WorkflowState.STATUS_NEEDS_CHANGES
        assert state.current_task_state.specific.decided_by_id == people.head.pk
        assert not submitted.permissions_for_user(people.drafter).page_locked()

    def test_from_the_second_tier_and_an_edit_begin_with_the_first(self, submitted, people) -> None:
        confirm(submitted, people.head)
        actions.send_back(current(submitted), by=people.officer, remark="Remove the address")
        page = NoticePage.objects.get(pk=submitted.pk)
        page.title = "Without the address"
        page.save_revision(user=people.drafter)
        page.current_workflow_state.resume(user=people.drafter)

        assert current(page).role == Role.UNIT_HEAD
        for user in (people.head, people.officer, people.leader):
            confirm(page, user)
        assert len(Clearance.objects.get().steps) == 3

    def test_answered_without_an_edit_goes_on_where_it_was(self, submitted, people) -> None:
        confirm(submitted, people.head)
        actions.send_back(current(submitted), by=people.officer, remark="Is this right?")
        submitted.current_workflow_state.resume(user=people.drafter)
        assert current(submitted).role == Role.OFFICE


class TestATierIsNeverSkipped:
    def test_when_its_task_is_switched_off(self, submitted, people) -> None:
        confirm(submitted, people.head)
        Task.objects.filter(reviewtask__role=Role.LEADER).update(active=False)
        with pytest.raises(DecisionRefused, match="missing"):
            confirm(submitted, people.officer)
        assert not NoticePage.objects.disclosed().exists()

    def test_when_its_task_is_taken_out_of_the_workflow(self, submitted, people, profile) -> None:
        confirm(submitted, people.head)
        profile.workflow.workflow_tasks.filter(task__reviewtask__role=Role.LEADER).delete()
        with pytest.raises(DecisionRefused, match="missing"):
            confirm(submitted, people.officer)

    def test_when_code_approves_without_deciding(self, submitted, people) -> None:
        current(submitted).approve(user=people.drafter)
        confirm(submitted, people.officer)
        with pytest.raises(DecisionRefused, match="missing"):
            confirm(submitted, people.leader)

    def test_when_nobody_is_left_in_the_role(self, submitted, people, unit) -> None:
        unit.head = None
        unit.save()
        for user in (people.head, people.officer, people.leader):
            with pytest.raises(DecisionRefused):
                confirm(submitted, user)


def test_cleared_content_that_waits_for_its_day_is_scheduled(draft, profile, people) -> None:
    draft.go_live_at = timezone.now() + timedelta(days=1)
    draft.save_revision(user=people.drafter)
    submit(draft, people.drafter)
    for user in (people.head, people.officer, people.leader):
        confirm(draft, user)

    page = NoticePage.objects.get(pk=draft.pk)
    assert not page.live
    assert page.scheduled_revision is not None


def test_there_is_one_task_per_role(profile) -> None:
    assert ReviewTask.for_role(Role.OFFICE) == ReviewTask.for_role(Role.OFFICE)
    assert set(ReviewTask.objects.values_list("role", flat=True)) == {
        Role.UNIT_HEAD,
        Role.OFFICE,
        Role.LEADER,
        Role.COMMITTEE,
    }
