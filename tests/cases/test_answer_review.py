"""Whose turn it is in the review of an answer, and what they read for it."""

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cases.factories import (
    SUBMITTED_AT,
    Casework,
    create_request,
    create_unit,
)
from tests.cases.reviews import decide
from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.answer_review import waiting_for
from wagtail_disclosure.cases.exceptions import NotAllowed
from wagtail_disclosure.cases.intake.submitting import APPLICANT
from wagtail_disclosure.cases.models import CaseEvent, CaseFile, Reminder
from wagtail_disclosure.cases.permissions import REVIEWED, policy
from wagtail_disclosure.cases.providers import answers_to_decide
from wagtail_disclosure.cases.reminders.matters import Matters
from wagtail_disclosure.cases.reminders.people import may_act
from wagtail_disclosure.core import groups
from wagtail_disclosure.core.models import InformationOfficer

WORKSPACE = "disclosure_cases:workspace"


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

    def test_the_office_works_on_the_case_and_can_only_give_the_answer_back(
        self, in_review, office
    ):
        allowed = policy.allowed_actions(office, in_review.case)
        assert "transfer" in allowed
        assert allowed & REVIEWED == {"view", "return_answer"}

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
        assert "Because of accept" not in page.content.decode()
        letter = case.letters.get()
        # Also who works on the cases of another unit.
        InformationOfficer.objects.create(unit=create_unit("drainage"), user=reader)
        reader.groups.add(Group.objects.get(name=groups.OFFICERS))
        reader = type(reader).objects.get(pk=reader.pk)
        client.force_login(reader)
        sent = CaseFile.seal(
            case,
            ContentFile(b"I am Li Ming"),
            name="Li Ming.txt",
            content_type="text/plain",
            role=CaseFile.Role.SUBMITTED,
            by=APPLICANT,
            at=SUBMITTED_AT,
        )
        places = [
            reverse("disclosure_letters:letter", args=[letter.pk]),
            reverse("disclosure_cases:file", args=[case.pk, sent.pk]),
        ]
        for place in places:
            assert client.get(place, follow=True).status_code == 404
        with pytest.raises(NotAllowed):
            actions.open_file(sent, by=reader, on=case.received_on)
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
