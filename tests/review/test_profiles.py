import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from wagtail.models import Workflow
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from tests.factories import create_profile, create_user
from wagtail_disclosure.core.models import Unit
from wagtail_disclosure.review.models import ReviewProfile, ReviewTier
from wagtail_disclosure.review.roles import Role, can_be_shared_out, people_in_role

pytestmark = pytest.mark.django_db


class TestRoles:
    def test_are_held_by_the_people_of_the_unit(self, unit, body, people, profile) -> None:
        clerk = body.office.officers.get().user
        assert set(people_in_role(Role.UNIT_HEAD, unit)) == {people.head}
        assert set(people_in_role(Role.OFFICE, unit)) == {people.officer, clerk}
        assert set(people_in_role(Role.LEADER, unit)) == {people.leader}
        assert set(people_in_role(Role.COMMITTEE, unit)) == {people.keeper}

    def test_a_units_own_leader_comes_first(self, unit, people) -> None:
        unit.leader = people.colleague
        assert set(people_in_role(Role.LEADER, unit)) == {people.colleague}

    def test_inactive_people_hold_none(self, unit, people) -> None:
        people.head.is_active = False
        people.head.save()
        assert not people_in_role(Role.UNIT_HEAD, unit).exists()

    def test_an_agency_without_office_or_committee_has_nobody_there(self, unit, body) -> None:
        body.office = None
        unit.body = body
        body.committee.clear()
        assert not people_in_role(Role.OFFICE, unit).exists()
        assert not people_in_role(Role.COMMITTEE, unit).exists()
        assert not people_in_role(Role.OFFICE, None).exists()


@pytest.mark.parametrize(
    ("groups", "possible"),
    [
        ([], True),
        (["a"], True),
        ([""], False),
        (["a", "a"], False),
        (["ab", "a"], True),
        (["ab", "ab", "ab"], False),
        (["ab", "bc", "ca"], True),
        (["abc", "a", "a"], False),
    ],
)
def test_sharing_out(groups: list[str], possible: bool) -> None:
    assert can_be_shared_out(groups) == possible


class TestAProfile:
    def test_writes_the_workflow_of_its_tiers_and_the_committee(self, profile) -> None:
        roles = [task.specific.role for task in profile.workflow.tasks]
        assert roles == [Role.UNIT_HEAD, Role.OFFICE, Role.LEADER, Role.COMMITTEE]

    def test_has_the_committee_as_its_last_tier_only(self, body, unit) -> None:
        with pytest.raises(ValidationError, match="last"):
            create_profile(body, [Role.COMMITTEE, Role.LEADER], units=[unit])

    def test_keeps_its_workflow_when_tiers_change(self, profile) -> None:
        workflow = profile.workflow
        profile.tiers = [ReviewTier(role=Role.LEADER), ReviewTier(role=Role.COMMITTEE)]
        profile.save()
        assert [task.specific.role for task in workflow.tasks] == [Role.LEADER, Role.COMMITTEE]
        assert Workflow.objects.filter(review_profile__isnull=False).get() == workflow

    def test_is_the_one_of_the_unit_or_the_default(self, profile, unit, body, draft) -> None:
        assert draft.get_workflow() == profile.workflow
        short = create_profile(body, [Role.LEADER], units=[unit])
        assert draft.get_workflow() == short.workflow
        assert ReviewProfile.objects.for_unit(body.office) == profile

    def test_that_is_switched_off_offers_no_review(self, profile, draft) -> None:
        profile.workflow.deactivate()
        assert draft.get_workflow() is None
        assert not draft.has_workflow

    def test_of_nothing_reviews_nothing(self, home) -> None:
        assert ReviewProfile.objects.for_unit(None) is None

    def test_serves_content_without_a_unit_as_the_offices(self, profile, snippet, body) -> None:
        assert snippet.review_unit == body.office
        assert snippet.get_workflow() == profile.workflow

    def test_with_too_few_people_names_the_unit(self, body, unit) -> None:
        Unit.objects.create(body=body, code="rivers", name={"en": "Rivers"})
        with pytest.raises(ValidationError, match="Rivers"):
            create_profile(body, [Role.UNIT_HEAD])
        assert not Workflow.objects.filter(name="Review").exists()

    def test_needs_different_people_at_different_tiers(self, body, unit, people) -> None:
        body.leader = people.head
        body.save()
        with pytest.raises(ValidationError, match="Water Supply"):
            create_profile(body, [Role.UNIT_HEAD, Role.LEADER], units=[unit])

    @pytest.mark.parametrize("roles", [[], [Role.LEADER, Role.LEADER]])
    def test_has_one_to_four_different_tiers(self, body, roles) -> None:
        with pytest.raises(ValidationError, match="one to four"):
            create_profile(body, roles)

    def test_is_the_only_default(self, profile, body) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            create_profile(body, [Role.LEADER])


class TestTheForm:
    @pytest.fixture
    def client(self) -> Client:
        client = Client()
        client.force_login(create_user("root", is_superuser=True))
        return client

    def post(self, client, body, roles, *, units=()):
        tiers = [{"role": role, "ORDER": n} for n, role in enumerate(roles, start=1)]
        data = nested_form_data(
            {
                "body": body.pk,
                "is_default": "" if units else "on",
                "tiers": inline_formset(tiers),
            }
        )
        data["units"] = [unit.pk for unit in units]
        data.update({"name_zh_hans": "审查", "name_en": "Review"})
        return client.post(reverse("disclosure_reviewprofile:add"), data)

    def test_saves_a_profile(self, client, body, unit) -> None:
        response = self.post(client, body, [Role.UNIT_HEAD, Role.LEADER], units=[unit])
        assert response.status_code == 302
        profile = ReviewProfile.objects.get()
        assert profile.roles() == [Role.UNIT_HEAD, Role.LEADER]
        assert list(profile.units.all()) == [unit]
        assert profile.name == {"zh-hans": "审查", "en": "Review"}

    def test_names_the_unit_with_too_few_people(self, client, body, unit) -> None:
        Unit.objects.create(body=body, code="rivers", name={"en": "Rivers"})
        response = self.post(client, body, [Role.UNIT_HEAD])
        assert response.status_code == 200
        assert b"Rivers" in response.content
        assert not ReviewProfile.objects.exists()

    def test_edits_a_profile(self, client, profile) -> None:
        url = reverse("disclosure_reviewprofile:edit", args=[profile.pk])
        assert client.get(url).status_code == 200
