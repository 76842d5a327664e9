"""An agency set up by the command, its office, one unit with an officer, and one request."""

from typing import Any

import pytest
from django.core.management import call_command
from django.utils import translation

from tests.cases.factories import (
    HEAD,
    Casework,
    create_officer,
    create_request,
    create_unit,
    propose,
)
from tests.factories import create_profile, create_user
from wagtail_disclosure.cases.models import DisclosureForm, RequestPage
from wagtail_disclosure.core import groups
from wagtail_disclosure.core.models import CalendarChange, PublicBody, TimeLimit
from wagtail_disclosure.core.recomputing.following import basis_of, follow
from wagtail_disclosure.review.roles import Role


@pytest.fixture(scope="module")
def set_up(module_transaction: None, django_db_blocker: Any) -> None:
    """Once for a module: the command writes thousands of rows."""
    with django_db_blocker.unblock():
        call_command("disclosure_setup", verbosity=0)


@pytest.fixture
def agency(set_up: None, db: None) -> PublicBody:
    return PublicBody.objects.own()


@pytest.fixture
def unit(agency):
    return create_unit("supply")


@pytest.fixture
def office(agency):
    """Somebody of the disclosure office."""
    return create_officer("office", agency.office, group=groups.OFFICE)


@pytest.fixture
def officer(unit):
    return create_officer("officer", unit)


@pytest.fixture
def outsider(agency):
    """An officer of another unit."""
    return create_officer("outsider", create_unit("drainage"))


@pytest.fixture
def case(agency):
    return create_request()


@pytest.fixture
def casework(case, office, officer) -> Casework:
    return Casework(case, office=office, officer=officer)


@pytest.fixture
def request_page(agency) -> RequestPage:
    return RequestPage.objects.get(locale__language_code="zh-hans")


@pytest.fixture
def one_page(request_page) -> RequestPage:
    """The request page with all questions at once."""
    DisclosureForm.objects.update(layout=DisclosureForm.Layout.ONE_PAGE)
    return request_page


@pytest.fixture
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def change(agency) -> CalendarChange:
    return propose(agency)


@pytest.fixture
def limit(agency):
    return TimeLimit.objects.get(law=agency.law, code="answer")


@pytest.fixture
def edit(django_capture_on_commit_callbacks):
    """Save a row with other values, and let due dates follow."""

    def edit(row, **values):
        before = basis_of(type(row).objects.get(pk=row.pk))
        with django_capture_on_commit_callbacks(execute=True):
            for name, value in values.items():
                setattr(row, name, value)
            row.save()
            return follow(row, before, by=HEAD)

    return edit


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
