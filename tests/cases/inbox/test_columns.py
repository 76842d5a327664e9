"""Columns of the list that a person chooses."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from tests.cases.factories import Casework, create_officer, create_request, create_unit
from tests.cases.registration.desks import create_clerk, create_window
from wagtail_disclosure.cases.inbox.columns import DEFAULT, columns_by_name
from wagtail_disclosure.cases.inbox.saving import COOKIE
from wagtail_disclosure.cases.models import Case
from wagtail_disclosure.core.days import today
from wagtail_disclosure.core.models import InformationOfficer
from wagtail_disclosure.core.templatetags.disclosure_tags import localized_date

COLUMNS = "disclosure_cases:columns"
INBOX = "disclosure_cases:index"


@pytest.fixture
def signed_in(client, office, case):
    client.force_login(office)
    return client


@pytest.fixture
def choose(signed_in):
    def post(*names, query=""):
        return signed_in.post(f"{reverse(COLUMNS)}{query}", {"columns": names})

    return post


def shown(client, **query) -> list[str]:
    table = client.get(reverse(INBOX), query).context["table"]
    return [column.name for column in table.columns.values()]


def test_at_first_there_are_those_that_everybody_needs(signed_in):
    assert shown(signed_in) == ["number", *DEFAULT]


def test_those_that_somebody_chose_stand_there_in_their_order_and_stay(choose, signed_in):
    response = choose("outcome", "window", "state")
    assert response.url == reverse(INBOX)
    assert shown(signed_in) == shown(signed_in) == ["number", "state", "window", "outcome"]
    form = signed_in.get(reverse(COLUMNS)).context["form"]
    assert form.initial["columns"] == ["state", "window", "outcome"]


def cells(client, case) -> dict[str, str]:
    """What the row of ``case`` says, by column."""
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    page = client.get(reverse(INBOX)).content.decode()
    [row] = [row for row in re.findall(r"<tr\b.*?</tr>", page, re.S) if case.number in row]
    texts = [
        " ".join(unescape(strip_tags(cell)).split())
        for cell in re.findall(r"<td.*?</td>", row, re.S)
    ]
    return dict(zip(shown(client), texts, strict=True))


def test_every_column_says_what_the_case_says(choose, signed_in, casework, english):
    case = casework.reach("answered").case
    choose(*columns_by_name(on=today()))
    told = cells(signed_in, case)
    due = told.pop("due")
    assert due.startswith("Closed") and strip_tags(localized_date(case.due_on)) in due
    assert told.pop("number").startswith(case.number)
    assert told == {
        "received_on": strip_tags(localized_date(case.received_on)),
        "state": str(case.get_state_display()),
        "unit": str(case.unit),
        "officer_name": case.officer_name,
        "window": str(case.window),
        "applicant_kind": str(case.get_applicant_kind_display()),
        "law": str(case.law),
        "closed_on": strip_tags(localized_date(case.closed_on)),
        "outcome": str(case.outcome),
    }
    assert "" not in told.values() and "None" not in told.values()


def test_without_any_the_number_still_leads_to_the_case(choose, signed_in, case):
    choose()
    assert shown(signed_in) == ["number"]
    address = reverse("disclosure_cases:workspace", args=[case.pk])
    assert address in signed_in.get(reverse(INBOX)).content.decode()


def test_what_is_no_column_is_refused_with_its_name(choose, signed_in):
    response = choose("state", "applicant_name")
    assert "applicant_name" in str(response.context["form"].errors["columns"])
    signed_in.cookies[COOKIE] = "applicantidentity.state.%3Cb%3E"
    assert shown(signed_in) == ["number", "state"]


def test_the_filter_is_still_there_afterwards(choose):
    response = choose("state", query="?state=submitted&q=Li")
    assert response.url == f"{reverse(INBOX)}?state=submitted"


def test_a_file_of_the_list_has_the_same_columns(choose, signed_in):
    choose("window", "state")
    response = signed_in.get(reverse(INBOX), {"export": "csv"})
    heading = b"".join(response.streaming_content).decode().splitlines()[0]
    # The number before them, and behind them what the rows were chosen by.
    assert len(heading.split(",")) >= 4
    for name in ("window", "state"):
        assert str(columns_by_name(on=today())[name].label) in heading
    assert str(columns_by_name(on=today())["unit"].label) not in heading.split(",")


def test_all_of_them_cost_no_more_queries_than_the_first_ones(choose, signed_in, office, officer):
    def cost() -> int:
        signed_in.get(reverse(INBOX))
        with CaptureQueriesContext(connection) as captured:
            signed_in.get(reverse(INBOX))
        return len(captured)

    few = cost()
    choose(*columns_by_name(on=today()))
    for _number in range(5):
        # With unit, officer, window and outcome, each of which is a row of another table.
        Casework(create_request(), office=office, officer=officer).accept().assign().withdraw()
    rows = Case.objects.filter(unit__isnull=False, window__isnull=False, outcome__isnull=False)
    assert rows.count() == 5
    assert cost() == few


def test_the_cookie_is_for_the_list_only_and_for_no_script(choose):
    cookie = choose("state").cookies[COOKIE]
    assert cookie["path"] == reverse(INBOX)
    assert cookie["httponly"] and cookie["samesite"] == "Lax"


def test_who_may_see_no_case_has_nothing_to_choose(client, agency):
    client.force_login(create_clerk("clerk", create_window()))
    response = client.get(reverse(COLUMNS))
    assert response.url == reverse("wagtailadmin_home")


def test_an_officer_of_one_unit_is_not_asked_for_the_unit_and_one_of_two_for_these(
    client, officer, unit, case
):
    def units() -> set[int] | None:
        fields = client.get(reverse(INBOX)).context["filters"].form.fields
        if "unit" not in fields:
            return None
        return {int(key) for key, _name in fields["unit"].choices if key}

    client.force_login(officer)
    assert units() is None
    other = create_unit("drainage")
    create_officer("outsider", create_unit("sewers"))
    InformationOfficer.objects.create(unit=other, user=officer)
    assert units() == {unit.pk, other.pk}


def test_a_view_that_names_another_unit_finds_nothing_and_not_everything(
    client, office, officer, unit, case
):
    mine = Casework(case, office=office, officer=officer).accept().assign().case
    other = create_unit("drainage")
    client.force_login(officer)

    def listed(**query) -> list[int]:
        response = client.get(reverse(INBOX), query)
        assert response.context["filters"].form.is_valid()
        return [one.pk for one in response.context["object_list"]]

    assert (listed(), listed(unit=other.pk)) == ([mine.pk], [])
    InformationOfficer.objects.create(unit=create_unit("sewers"), user=officer)
    assert (listed(unit=unit.pk), listed(unit=other.pk)) == ([mine.pk], [])
