"""Who sees which case; everybody else gets the 404 of a case that does not exist."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from tests.cases.factories import Casework, create_officer, create_request
from tests.factories import create_user
from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.models import Case
from wagtail_disclosure.cases.permissions import policy
from wagtail_disclosure.core import groups


def visible(user) -> set[Case]:
    return set(policy.instances_user_has_any_permission_for(user, ["view"]))


@pytest.fixture
def supervisor(agency):
    user = create_user("supervisor")
    names = ("view_case", "view_all_cases", "access_admin")
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return user


def test_a_new_case_is_the_offices_alone(case, office, officer):
    assert [found.pk for found in visible(office)] == [case.pk]
    assert not visible(officer)


def test_an_assigned_case_is_its_units_as_well(casework, officer, outsider):
    casework.accept().assign()
    assert [found.pk for found in visible(officer)] == [casework.case.pk]
    assert not visible(outsider)


def test_the_head_of_a_unit_sees_its_cases(casework, unit):
    head = create_user("head")
    head.user_permissions.set(Permission.objects.filter(codename="view_case"))
    unit.head = head
    unit.save()
    casework.accept().assign()
    assert visible(head)


def test_being_in_charge_without_the_right_opens_nothing(casework, unit):
    casework.accept().assign()
    editor = create_officer("editor", unit, group=groups.EDITORS)
    assert not visible(editor)


def test_a_supervisor_reads_everything_and_changes_nothing(case, supervisor):
    assert visible(supervisor)
    assert policy.allowed_actions(supervisor, case) == {"view"}


def test_nobody_adds_or_deletes_cases(case, office, admin_user):
    for user in (office, admin_user):
        for action in ("add", "delete", "copy", "publish"):
            assert not policy.user_has_permission(user, action)


def test_a_disabled_account_may_nothing(case, office):
    office.is_active = False
    assert not policy.user_has_permission_for_instance(office, "view", case)


@pytest.mark.parametrize("method", ["get", "post", "head", "options"])
@pytest.mark.parametrize("name", ["workspace", "reveal", "step"])
def test_anothers_case_is_the_same_404_as_none(client, case, outsider, name, method):
    client.force_login(outsider)
    rest = ["accept"] if name == "step" else []
    # Of the same length, since pages repeat their own address.
    other = case.pk + 1 if len(str(case.pk + 1)) == len(str(case.pk)) else case.pk - 1
    foreign, missing = (
        # Django retries a 404 below the language's prefix, where it is one again.
        getattr(client, method)(reverse(f"disclosure_cases:{name}", args=[pk, *rest]), follow=True)
        for pk in (case.pk, other)
    )
    assert foreign.status_code == missing.status_code == 404
    assert len(foreign.content) == len(missing.content)


def test_anothers_case_is_in_no_list(client, case, outsider):
    client.force_login(outsider)
    for name in ("index", "index_results"):
        for query in ({}, {"q": case.number}, {"state": "submitted"}, {"export": "csv"}):
            response = client.get(reverse(f"disclosure_cases:{name}"), query)
            assert f"disclosure/cases/{case.pk}/" not in response.getvalue().decode()
            assert not response.context or not response.context["object_list"]


def test_people_without_the_right_have_neither_list_nor_menu(client, agency):
    editor = create_officer("editor", agency.office, group=groups.EDITORS)
    client.force_login(editor)
    assert client.get(reverse("disclosure_cases:index")).status_code == 302
    assert not policy.user_has_permission(editor, "view")


def test_a_supervisor_is_refused_an_action_on_a_case_they_may_read(client, case, supervisor):
    client.force_login(supervisor)
    url = reverse("disclosure_cases:step", args=[case.pk, "accept"])
    assert client.post(url, {"reason": "r", "version": 1, "on": "2026-11-23"}).status_code == 302
    case.refresh_from_db()
    assert case.state == "submitted"


def test_two_cases_of_two_units_are_told_apart_in_one_query(
    casework, officer, django_assert_max_num_queries
):
    casework.accept().assign()
    create_request()
    cases = policy.instances_user_has_any_permission_for(
        type(officer).objects.get(pk=officer.pk), ["view"]
    )
    with django_assert_max_num_queries(1):
        assert len(cases) == 1


@pytest.mark.parametrize("who", ["office", "officer", "head", "outsider", "supervisor", "stranger"])
def test_the_list_has_exactly_the_cases_that_may_be_viewed(request, casework, unit, who):
    """Told the units or asked for them: neither shows what the other hides."""
    casework.accept().assign()
    create_request()
    restricted = Casework(create_request(), office=casework.office, officer=casework.officer)
    restricted.accept().assign(to=create_officer("colleague", unit))
    actions.restrict(
        restricted.case,
        is_restricted=True,
        by=casework.office,
        reason="Sensitive",
        on=restricted.case.received_on,
    )
    people = {
        "head": lambda: create_head(unit),
        "stranger": lambda: create_user("stranger"),
    }
    user = people[who]() if who in people else request.getfixturevalue(who)
    listed, viewed = (
        set(ask(type(user).objects.get(pk=user.pk)).values_list("pk", flat=True))
        for ask in (
            policy.listable,
            lambda one: policy.instances_user_has_any_permission_for(one, ["view"]),
        )
    )
    assert listed == viewed
    expected = {"office": 3, "officer": 1, "head": 1, "outsider": 0, "supervisor": 2, "stranger": 0}
    assert len(listed) == expected[who]


def create_head(unit):
    """The head of a unit, who is no officer."""
    head = create_user("head")
    head.groups.add(Group.objects.get(name=groups.OFFICERS))
    unit.head = head
    unit.save()
    return head
