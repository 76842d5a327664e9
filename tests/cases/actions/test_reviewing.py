"""The secrecy review of answers by the tiers of a unit: who makes, heads and leads."""

import pytest
from django.urls import reverse

from tests.cases.factories import (
    create_officer,
    create_unit,
)
from tests.cases.reviews import answer_of, decide
from tests.factories import create_profile, create_user
from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.answer_review import standing_of, waiting_for
from wagtail_disclosure.cases.exceptions import CaseMovedOn, NotAllowed, NotPossible
from wagtail_disclosure.cases.models import Answer, AnswerDecision, CaseEvent
from wagtail_disclosure.cases.permissions import policy
from wagtail_disclosure.cases.providers import answers_to_decide
from wagtail_disclosure.core.models import InformationOfficer
from wagtail_disclosure.review.exceptions import ClearanceRequired
from wagtail_disclosure.review.models import Clearance, ReviewProfile
from wagtail_disclosure.review.roles import Role

WORKSPACE = "disclosure_cases:workspace"


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
        for action in ("clear_answer", "refer_answer"):
            with pytest.raises(NotPossible):
                decide(in_review, action, user)
    assert not AnswerDecision.objects.exists()
    assert answer_of(in_review).state == Answer.State.IN_REVIEW


def test_nobody_decides_two_steps_nor_what_they_wrote(in_review, tiers, people, unit):
    decide(in_review, "clear_answer", people["head"])
    unit.leader = people["head"]
    unit.save()
    assert standing_of(answer_of(in_review)).why_not(people["head"])
    with pytest.raises(NotAllowed):
        decide(in_review, "clear_answer", people["head"])


def test_what_nobody_could_decide_is_not_sent_to_review_and_says_which_role_lacks_somebody(
    tiers, casework, people, unit, officer, english
):
    unit.head = officer
    unit.save()
    casework.accept().assign().draft()
    with pytest.raises(NotPossible, match="Head of the unit"):
        casework.propose()


def test_who_wrote_an_earlier_version_decides_nothing_and_is_not_asked(
    in_review, people, unit, officer
):
    answer = answer_of(in_review)
    answer.author_id, answer.state = people["head"].pk, Answer.State.DRAFT
    answer.save()
    answer.author_id, answer.state = officer.pk, Answer.State.IN_REVIEW
    answer.save()
    assert waiting_for(people["head"]) == []
    assert standing_of(answer).is_blocked
    with pytest.raises(NotAllowed):
        decide(in_review, "clear_answer", people["head"])


class TestWhereNobodyIsLeft:
    @pytest.fixture
    def blocked(self, in_review, people, unit):
        decide(in_review, "clear_answer", people["head"])
        people["leader"].is_active = False
        people["leader"].save()
        return in_review

    def test_the_office_is_told_and_can_give_it_back(self, blocked, people, office, officer):
        assert [answer.case_id for answer in answers_to_decide(office)] == [blocked.case.pk]
        assert "return_answer" in policy.allowed_actions(office, blocked.case)
        with pytest.raises(NotPossible):
            decide(blocked, "clear_answer", office)
        decide(blocked, "return_answer", office)
        returned = AnswerDecision.objects.get(decision="returned")
        assert (returned.role, returned.actor_id) == ("", office.pk)
        assert answer_of(blocked).state == Answer.State.DRAFT

    def test_the_page_says_so(self, blocked, office, client):
        client.force_login(office)
        review = client.get(reverse(WORKSPACE, args=[blocked.case.pk])).context["review"]
        assert review.is_blocked


def test_a_return_begins_the_review_anew(in_review, people):
    decide(in_review, "clear_answer", people["head"])
    decide(in_review, "return_answer", people["leader"])
    assert answer_of(in_review).state == Answer.State.DRAFT
    in_review.propose()
    standing = standing_of(answer_of(in_review))
    assert (standing.decisions, standing.next_role) == ((), "unit_head")
    with pytest.raises(NotAllowed):
        decide(in_review, "clear_answer", people["leader"])


def test_also_where_the_profile_had_no_tiers_when_it_was_returned(in_review, tiers, people, office):
    decide(in_review, "clear_answer", people["head"])
    tiers.is_for_answers = False
    tiers.save()
    decide(in_review, "return_answer", office)
    tiers.is_for_answers = True
    tiers.save()
    in_review.draft(text="Other words.").propose()
    assert standing_of(answer_of(in_review)).open_roles == ("unit_head", "leader")
    assert decide(in_review, "clear_answer", people["head"]) is None


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


def test_nor_where_those_there_wrote_or_decided_it(in_review, people, agency, officer):
    agency.committee.set([officer])
    with pytest.raises(NotPossible):
        decide(in_review, "refer_answer", people["head"])
    agency.committee.set([people["head"]])
    decide(in_review, "clear_answer", people["head"])
    with pytest.raises(NotPossible):
        decide(in_review, "refer_answer", people["leader"])


def test_another_unit_has_people_of_its_own(in_review, people, agency, office):
    decide(in_review, "clear_answer", people["head"])
    other = create_unit("drainage")
    other.head, other.leader = create_user("other_head"), people["leader"]
    other.save()
    create_profile(agency, [Role.UNIT_HEAD, Role.LEADER], units=[other])
    ReviewProfile.objects.filter(units=other).update(is_for_answers=True)
    there = create_officer("there", other)
    actions.assign(in_review.case, to=there, by=office, reason="r", on=in_review.case.received_on)
    in_review.case.refresh_from_db()
    standing = standing_of(answer_of(in_review))
    assert standing.open_roles == ("unit_head", "leader")
    assert standing.deciders == {other.head_id}


def test_what_is_restricted_is_left_to_its_officer_and_the_office(in_review, people, office):
    actions.restrict(
        in_review.case, by=office, reason="r", on=in_review.case.received_on, is_restricted=True
    )
    in_review.case.refresh_from_db()
    assert not policy.allowed_actions(people["head"], in_review.case)
    assert decide(in_review, "clear_answer", office)


def test_of_a_request_that_was_withdrawn_nothing_is_decided_or_read(in_review, people, office):
    case = in_review.case
    actions.withdraw(case, by=office, reason="r", on=case.received_on)
    case.refresh_from_db()
    assert not policy.allowed_actions(people["head"], case)
    assert not answers_to_decide(people["head"]) and not answers_to_decide(office)
    with pytest.raises((CaseMovedOn, NotAllowed)):
        decide(in_review, "clear_answer", office)


def test_a_unit_in_two_profiles_follows_the_first_of_them_everywhere(in_review, tiers, people):
    second = create_profile(tiers.body, [Role.LEADER], units=[tiers.units.first()])
    ReviewProfile.objects.filter(pk=second.pk).update(is_for_answers=True)
    ReviewProfile.objects.filter(pk=tiers.pk).update(is_for_answers=False)
    assert not waiting_for(people["leader"]) and not policy.allowed_actions(
        people["leader"], in_review.case
    )
    with pytest.raises(NotAllowed):
        decide(in_review, "clear_answer", people["leader"])


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


def test_but_nobody_by_the_right_who_decided_a_tier_already(in_review, tiers, people, office):
    people["head"].groups.set(office.groups.all())
    InformationOfficer.objects.create(unit=tiers.body.office, user=people["head"])
    decide(in_review, "clear_answer", people["head"])
    tiers.tiers = [tier for tier in tiers.tiers.all() if tier.role == Role.UNIT_HEAD]
    tiers.save()
    with pytest.raises(NotPossible):
        decide(in_review, "clear_answer", people["head"])


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
