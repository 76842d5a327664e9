"""The secrecy review of answers by the tiers of a unit: who makes, heads and leads."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cases.factories import Casework, create_request
from tests.factories import create_profile, create_user
from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.answer_review import standing_of, waiting_for
from wagtail_disclosure.cases.exceptions import NotAllowed, NotPossible
from wagtail_disclosure.cases.models import Answer, AnswerDecision, CaseEvent, Reminder
from wagtail_disclosure.cases.permissions import REVIEWED, policy
from wagtail_disclosure.cases.providers import answers_to_decide
from wagtail_disclosure.cases.reminders.matters import Matters
from wagtail_disclosure.cases.reminders.people import may_act
from wagtail_disclosure.core import groups
from wagtail_disclosure.review.exceptions import ClearanceRequired
from wagtail_disclosure.review.models import Clearance
from wagtail_disclosure.review.roles import Role

WORKSPACE = "disclosure_cases:workspace"


@pytest.fixture
def people(agency, unit):
    """Head and leader of the unit and a member of the committee, in no group that sees cases."""
    named = {name: create_user(name) for name in ("head", "leader", "member")}
    unit.head, unit.leader = named["head"], named["leader"]
    unit.save()
    agency.committee.add(named["member"])
    return named


@pytest.fixture
def tiers(agency, unit, people):
    """Answers of the unit pass its head and then its leader."""
    profile = create_profile(agency, [Role.UNIT_HEAD, Role.LEADER], units=[unit])
    profile.is_for_answers = True
    profile.save()
    return profile


@pytest.fixture
def in_review(tiers, casework):
    return casework.accept().assign().draft().propose()


def decide(work, name, by, **about):
    case = work.case
    result = getattr(actions, name)(
        case, by=by, reason="Because", on=case.received_on, version=case.version, **about
    )
    case.refresh_from_db()
    return result


def answer_of(work) -> Answer:
    return Answer.objects.get(case_id=work.case.pk)


def test_each_tier_confirms_and_only_the_last_one_clears(in_review, people):
    assert decide(in_review, "clear_answer", people["head"]) is None
    with pytest.raises(ClearanceRequired):
        in_review.answer()
    clearance = decide(in_review, "clear_answer", people["leader"])
    assert [step["role"] for step in clearance.steps] == ["unit_head", "leader"]
    assert [step["decided_by_name"] for step in clearance.steps] == ["head", "leader"]
    assert clearance.decided_by_name == "leader"
    in_review.answer()
    assert answer_of(in_review).is_disclosed
    kinds = list(CaseEvent.objects.filter(case=in_review.case).values_list("kind", flat=True))
    assert kinds.count("answer_confirmed") == kinds.count("answer_cleared") == 1


def test_a_tier_is_for_its_role_whatever_rights_somebody_has(
    in_review, people, office, django_user_model
):
    root = django_user_model.objects.create_superuser("root", password="root")
    with pytest.raises(NotAllowed):
        decide(in_review, "clear_answer", people["leader"])
    for user in (office, root):
        with pytest.raises(NotPossible):
            decide(in_review, "clear_answer", user)
        with pytest.raises(NotPossible):
            decide(in_review, "return_answer", user)
    assert not AnswerDecision.objects.exists()
    assert answer_of(in_review).state == Answer.State.IN_REVIEW


def test_nobody_decides_two_steps_nor_what_they_wrote(in_review, tiers, people, unit):
    decide(in_review, "clear_answer", people["head"])
    unit.leader = people["head"]
    unit.save()
    assert standing_of(answer_of(in_review)).why_not(people["head"], authors=())
    with pytest.raises(NotAllowed):
        decide(in_review, "clear_answer", people["head"])


def test_an_author_who_is_head_clears_nothing(tiers, casework, people, unit, officer):
    unit.head = officer
    unit.save()
    casework.accept().assign().draft().propose()
    with pytest.raises(NotAllowed):
        decide(casework, "clear_answer", officer)


def test_nor_who_wrote_an_earlier_version_of_it(tiers, casework, people):
    casework.accept().assign().draft()
    answer = answer_of(casework)
    answer.author_id = people["head"].pk
    answer.save()
    casework.draft(text="Written anew.").propose()
    with pytest.raises(NotPossible):
        decide(casework, "clear_answer", people["head"])


def test_a_return_begins_the_review_anew(in_review, people):
    decide(in_review, "clear_answer", people["head"])
    decide(in_review, "return_answer", people["leader"])
    assert answer_of(in_review).state == Answer.State.DRAFT
    in_review.propose()
    standing = standing_of(answer_of(in_review))
    assert (standing.decisions, standing.next_role) == ((), "unit_head")
    with pytest.raises(NotAllowed):
        decide(in_review, "clear_answer", people["leader"])


def test_what_is_cleared_goes_back_by_the_right_to_clear_and_needs_every_tier_again(
    in_review, people, office
):
    decide(in_review, "clear_answer", people["head"])
    decide(in_review, "clear_answer", people["leader"])
    decide(in_review, "return_answer", office)
    in_review.propose()
    assert standing_of(answer_of(in_review)).open_roles == ("unit_head", "leader")


def test_the_committee_that_a_tier_asked_decides_alone(in_review, people):
    decide(in_review, "refer_answer", people["head"])
    with pytest.raises(NotAllowed):
        decide(in_review, "clear_answer", people["leader"])
    clearance = decide(in_review, "clear_answer", people["member"])
    assert [step["decision"] for step in clearance.steps] == ["referred", "confirmed"]
    assert answer_of(in_review).state == Answer.State.CLEARED


def test_it_is_asked_only_where_somebody_there_could_decide(in_review, people, agency):
    agency.committee.clear()
    with pytest.raises(NotPossible):
        decide(in_review, "refer_answer", people["head"])
    agency.committee.add(people["head"])
    with pytest.raises(NotPossible):
        decide(in_review, "refer_answer", people["head"])


def test_words_that_changed_during_the_review_are_not_cleared(in_review, people):
    decide(in_review, "clear_answer", people["head"])
    Answer.objects.update(text="Something that the head never read.")
    with pytest.raises(NotPossible):
        decide(in_review, "clear_answer", people["leader"])
    assert not Clearance.objects.filter(object_type=Answer._meta.label_lower).exists()


def test_without_tiers_for_answers_one_second_person_clears(in_review, tiers, office):
    tiers.is_for_answers = False
    tiers.save()
    assert decide(in_review, "clear_answer", office)


def test_an_answer_follows_the_default_profile_where_no_other_names_its_unit(
    agency, people, casework
):
    agency.office.head = people["leader"]
    agency.office.save()
    profile = create_profile(agency, [Role.UNIT_HEAD])
    profile.is_for_answers = True
    profile.save()
    casework.accept().assign().draft().propose()
    assert waiting_for(people["head"]) == [answer_of(casework)]
    assert decide(casework, "clear_answer", people["head"])


def test_where_the_profile_lost_the_tiers_that_were_left_the_right_decides(
    in_review, tiers, people, office
):
    decide(in_review, "clear_answer", people["head"])
    tiers.tiers = [tier for tier in tiers.tiers.all() if tier.role == Role.UNIT_HEAD]
    tiers.save()
    assert "clear_answer" in policy.allowed_actions(office, in_review.case)
    clearance = decide(in_review, "clear_answer", office)
    assert [step["role"] for step in clearance.steps] == ["unit_head"]


def test_what_a_second_person_cleared_before_there_were_tiers_is_delivered_or_returned(
    tiers, casework, office
):
    tiers.is_for_answers = False
    tiers.save()
    casework.accept().assign().draft().propose().clear()
    tiers.is_for_answers = True
    tiers.save()
    decide(casework, "return_answer", office)
    assert answer_of(casework).state == Answer.State.DRAFT


class TestWhoReadsIt:
    def test_reviewers_see_the_case_while_it_is_in_review_and_may_only_decide(
        self, in_review, people
    ):
        case = in_review.case
        allowed = {name: policy.allowed_actions(user, case) for name, user in people.items()}
        assert allowed == {"head": REVIEWED, "leader": {"view"}, "member": frozenset()}
        decide(in_review, "clear_answer", people["head"])
        assert policy.allowed_actions(people["leader"], case) == REVIEWED
        decide(in_review, "clear_answer", people["leader"])
        in_review.answer()
        assert not any(policy.allowed_actions(user, case) for user in people.values())

    def test_the_office_works_on_the_case_but_decides_nothing(self, in_review, office):
        allowed = policy.allowed_actions(office, in_review.case)
        assert "transfer" in allowed
        assert not allowed & (REVIEWED - {"view"})

    def test_another_case_is_not_there_for_them(self, in_review, people, officer, office):
        other = Casework(create_request(), office=office, officer=officer).accept().assign()
        assert not policy.allowed_actions(people["leader"], other.case)

    def test_a_reviewer_reads_the_request_and_nothing_that_says_who_applied(
        self, in_review, people, client
    ):
        reader, case = people["leader"], in_review.case
        reader.groups.add(Group.objects.get(name=groups.REVIEWERS))
        client.force_login(reader)
        page = client.get(reverse(WORKSPACE, args=[case.pk]))
        assert page.context["content"] and page.context["answer"]
        assert not {"letters", "papers", "notes", "alike"} & page.context.keys()
        assert "Li Ming" not in page.content.decode()
        letter = case.letters.get()
        places = [
            reverse("disclosure_letters:letter", args=[letter.pk]),
            reverse("disclosure_cases:file", args=[case.pk, uuid4()]),
        ]
        for place in places:
            assert client.get(place, follow=True).status_code == 404
        reveal = reverse("disclosure_cases:reveal", args=[case.pk])
        client.post(reveal, {"purpose": "Curious"})
        assert not CaseEvent.objects.filter(kind="applicant_revealed").exists()

    def test_it_waits_in_the_work_list_of_whose_turn_it_is(self, in_review, people, office):
        def waits_for() -> list[str]:
            named = {**people, "office": office}
            return [name for name, user in named.items() if answers_to_decide(user)]

        assert waits_for() == ["head"]
        decide(in_review, "clear_answer", people["head"])
        assert waits_for() == ["leader"]
        decide(in_review, "clear_answer", people["leader"])
        assert waits_for() == []

    def test_asking_costs_the_same_for_many_answers(self, in_review, people, office, officer):
        def cost() -> int:
            with CaptureQueriesContext(connection) as captured:
                assert waiting_for(people["head"])
            return len(captured)

        one = cost()
        for _number in range(3):
            work = Casework(create_request(), office=office, officer=officer)
            work.accept().assign().draft().propose()
        assert len(waiting_for(people["head"])) == 4
        assert cost() == one

    def test_the_page_says_whose_turn_it_is_and_offers_the_step(self, in_review, people, client):
        for user in people.values():
            user.groups.add(Group.objects.get(name=groups.REVIEWERS))
        client.force_login(people["head"])
        address = reverse(WORKSPACE, args=[in_review.case.pk])
        page = client.get(address)
        names = [item["step"].name for item in page.context["step_forms"]]
        assert "confirm" in names and "refer" in names and "clear" not in names
        step = reverse("disclosure_cases:step", args=[in_review.case.pk, "confirm"])
        data = {"reason": "Good", "version": in_review.case.version}
        assert client.post(step, data).url == address
        page = client.get(address)
        assert not page.context["step_forms"]
        assert page.context["review"].next_role == "leader"
        client.force_login(people["member"])
        assert client.get(address, follow=True).status_code == 404

    def test_who_gave_it_back_is_led_home_where_nothing_is_left_to_read(
        self, in_review, people, client
    ):
        head = people["head"]
        head.groups.add(Group.objects.get(name=groups.REVIEWERS))
        client.force_login(head)
        step = reverse("disclosure_cases:step", args=[in_review.case.pk, "return"])
        response = client.post(step, {"reason": "Why?", "version": in_review.case.version})
        # Officers see it as that of their unit; the head of this one is in no such group.
        assert response.url == reverse("wagtailadmin_home")


def test_whose_turn_it_is_is_reminded_of_the_last_day_of_the_case(in_review, people):
    for user in people.values():
        user.groups.add(Group.objects.get(name=groups.REVIEWERS))
    day = in_review.case.due_on

    def told() -> set[str]:
        ids = {key for matter in Matters(on=day) for key in matter.people}
        users = [user for user in people.values() if user.pk in ids]
        return {user.username for user in users if may_act(user, Reminder.Kind.ANSWER)}

    assert told() == {"head"}
    decide(in_review, "clear_answer", people["head"])
    # The head of the unit is told of every case of theirs that is late, where they may see cases.
    assert told() == {"leader"}
