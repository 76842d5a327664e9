"""The inbox: what an officer must know at a glance, in a constant number of queries."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from tests.cases.factories import Casework, create_officer, create_request
from tests.factories import create_user
from wagtail_disclosure.cases import actions, providers
from wagtail_disclosure.cases.clock.words import describe_due
from wagtail_disclosure.cases.inbox import filters
from wagtail_disclosure.cases.inbox import views as inbox
from wagtail_disclosure.cases.inbox.paging import InboxPaginator
from wagtail_disclosure.cases.models import Case
from wagtail_disclosure.cases.viewsets import CaseViewSet, case_permissions
from wagtail_disclosure.core.models import InformationOfficer

URL = "disclosure_cases:index"


@pytest.fixture
def inbox_of(client):
    def get(user, **query):
        client.force_login(user)
        return client.get(reverse(URL), query)

    return get


def numbers(response) -> set[str]:
    return {case.number for case in response.context["object_list"]}


@pytest.fixture
def today(monkeypatch):
    """The day on which the agency looks; tests choose it."""

    def set_today(day: date) -> None:
        for module in (filters, providers, inbox):
            monkeypatch.setattr(module, "today", lambda: day)

    return set_today


def test_a_row_says_how_many_working_days_are_left_and_until_when(inbox_of, case, office, today):
    today(date(2026, 12, 16))
    content = inbox_of(office).content.decode()
    assert case.number in content
    assert "3" in content and 'datetime="2026-12-21"' in content


def test_a_provisional_date_is_marked_by_a_word_a_sign_and_a_color(inbox_of, casework, office):
    content = inbox_of(office).content.decode()
    assert marked_provisional(content) == 1
    casework.accept()
    assert marked_provisional(inbox_of(office).content.decode()) == 0


def marked_provisional(content: str) -> int:
    """How often a date is marked with everything that the mark is made of."""
    mark = re.compile(
        r'<span class="disclosure-provisional"><svg[^>]*icon-warning.*?</svg>\s*\w+</span>', re.S
    )
    return len(mark.findall(content))


@pytest.mark.parametrize(
    ("day", "urgency", "text"),
    [
        (date(2026, 11, 24), "later", "19 working days"),
        (date(2026, 12, 18), "soon", "1 working day"),
        (date(2026, 12, 21), "soon", "Due today"),
        (date(2026, 12, 22), "late", "1 working day late"),
        (date(2027, 1, 4), "late", "9 working days late"),
    ],
)
def test_due_dates_in_words(agency, case, english, day, urgency, text):
    words = describe_due(case, on=day, calendar=agency.calendar.as_rules())
    assert (words.urgency, words.text) == (urgency, text)


def test_a_case_that_no_time_limit_counts_for_asks_to_be_looked_at(agency, case, english):
    case.due_on, case.due_explanation = None, []
    words = describe_due(case, on=date(2026, 11, 24), calendar=agency.calendar.as_rules())
    assert (words.urgency, words.text) == ("late", "No due date: its law has no time limit")


def test_a_closed_case_is_neither_due_nor_late(agency, casework, english):
    casework.accept().assign().draft().propose().clear().answer()
    words = describe_due(casework.case, on=date(2027, 6, 1), calendar=agency.calendar.as_rules())
    assert words.urgency == "done"


def test_mine_and_late(inbox_of, office, officer, today):
    mine = Casework(create_request(), office=office, officer=officer).accept().assign().case
    other = create_request()
    today(date(2026, 12, 22))
    assert numbers(inbox_of(office, due="overdue")) == {mine.number, other.number}
    assert numbers(inbox_of(officer, due="overdue", officer="mine")) == {mine.number}
    assert numbers(inbox_of(office, officer="nobody")) == {other.number}
    assert numbers(inbox_of(office, state="submitted")) == {other.number}
    assert numbers(inbox_of(office, unit=mine.unit_id)) == {mine.number}
    assert numbers(inbox_of(office, due="later")) == set()


def test_due_within_three_days(inbox_of, case, office, today):
    today(date(2026, 12, 18))
    assert numbers(inbox_of(office, due="soon")) == {case.number}
    today(date(2026, 12, 17))
    assert numbers(inbox_of(office, due="soon")) == set()


def test_the_latest_comes_first_and_numbers_are_searched(inbox_of, case, office):
    newer = create_request()
    listed = [case.number for case in inbox_of(office).context["object_list"]]
    assert listed == [newer.number, case.number]
    assert numbers(inbox_of(office, q=newer.number)) == {newer.number}


def test_the_inbox_takes_as_many_queries_for_twenty_cases_as_for_one(
    client, inbox_of, case, office
):
    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse(URL))
        return len(captured)

    inbox_of(office)
    few = count()
    for _number in range(19):
        create_request()
    assert count() == few
    # The next one begins a second page, and for its links all are counted.
    create_request()
    assert count() == few + 1 <= 15


def test_the_filter_of_a_unit_costs_no_query_more(client, inbox_of, office, unit, case):
    inbox_of(office, unit=unit.pk)
    with CaptureQueriesContext(connection) as without:
        client.get(reverse(URL))
    with CaptureQueriesContext(connection) as captured:
        assert not numbers(client.get(reverse(URL), {"unit": unit.pk}))
    assert len(captured) <= len(without)


@pytest.mark.parametrize("query", [{}, {"due": "later", "officer": "mine", "state": "in_progress"}])
@pytest.mark.parametrize("number", [2, 21])
def test_an_officer_pays_for_no_more_than_they_may_see(
    client, inbox_of, office, officer, unit, query, number
):
    """What menus ask on every page is asked once and together, also where there are more pages."""
    for _number in range(number):
        Casework(create_request(), office=office, officer=officer).accept().assign()
    inbox_of(officer, **query)
    with CaptureQueriesContext(connection) as captured:
        assert numbers(client.get(reverse(URL), query))
    assert len(captured) <= 15


@pytest.mark.parametrize("page", [1, 2])
def test_only_what_fills_more_than_a_page_is_counted(case, django_assert_num_queries, page):
    create_request()
    cases = Case.objects.order_by("pk")
    with django_assert_num_queries(1):
        assert len(InboxPaginator(cases, 20).get_page(1).object_list) == 2
    with django_assert_num_queries(2):
        shown = InboxPaginator(cases, 1).get_page(page)
        rows = list(shown.object_list)
    assert (rows, shown.paginator.count) == ([cases[page - 1]], 2)


def test_the_inbox_offers_neither_adding_nor_copying_nor_deleting(inbox_of, case, admin_user):
    content = inbox_of(admin_user).content.decode()
    for word in ("/new/", "/copy/", "/delete/", "/edit/"):
        assert f"disclosure/cases{word}" not in content


def test_nothing_that_citizens_wrote_is_listed(inbox_of, case, office):
    assert "Li Ming" not in inbox_of(office).content.decode()


def test_the_menu_entry_is_shown_to_officers_only(rf, case, office, outsider):
    item = CaseViewSet().get_menu_item()
    request = rf.get("/")
    request.user = office
    assert item.is_shown(request)
    request.user = create_officer("editor", case.body.office, group="Disclosure editors")
    assert not item.is_shown(request)


def test_groups_can_be_given_the_rights_on_cases(db):
    names = set(case_permissions().values_list("codename", flat=True))
    assert names == {
        "add_registration",
        "view_case",
        "approve_extension",
        "change_case",
        "view_all_cases",
        "clear_answer",
        "reveal_applicant",
        "view_satisfaction",
    }


@pytest.mark.parametrize(
    ("waiting", "state"),
    [
        ("us", "submitted"),
        ("applicant", "awaiting_correction"),
        ("applicant", "awaiting_payment"),
        ("review", "answer_in_review"),
    ],
)
def test_cases_are_found_by_whom_they_wait_for(inbox_of, casework, office, waiting, state):
    casework.reach(state)
    found = {name for name in filters.WAITING if numbers(inbox_of(office, waiting=name)) != set()}
    assert found == {waiting}


def test_a_case_waits_for_others_until_they_have_answered(inbox_of, casework, office):
    casework.accept().assign()
    assert not numbers(inbox_of(office, waiting="others"))
    casework.consult()
    assert numbers(inbox_of(office, waiting="others")) == {casework.case.number}
    casework.end_consultation()
    assert not numbers(inbox_of(office, waiting="others"))


class TestAssignSeveral:
    @pytest.fixture
    def cases(self, agency, office):
        cases = [create_request() for _number in range(3)]
        for case in cases:
            actions.accept(case, by=office, reason="r", on=case.submitted_on)
        return cases

    def post(self, client, user, cases, officer, **data):
        client.force_login(user)
        data = {"officer": InformationOfficer.objects.get(user=officer).pk, "reason": "r", **data}
        data["cases"] = [case.pk for case in cases]
        return client.post(reverse("disclosure_cases:assign_several"), data)

    def test_all_of_them_are_assigned(self, client, cases, office, officer):
        response = self.post(client, office, cases[:2], officer)
        assert response.status_code == 302
        assert Case.objects.assigned_to(officer).count() == 2
        assert cases[0].caseevents.last().kind == "assigned"

    def test_with_a_foreign_or_a_taken_one_among_them_nothing_is_done(
        self, client, cases, office, officer
    ):
        """Case 34."""
        actions.assign(cases[2], to=officer, by=office, reason="r", on=cases[2].submitted_on)
        response = self.post(client, office, cases, officer)
        assert response.status_code == 200
        assert response.context["form"].errors["cases"]
        assert Case.objects.assigned_to(officer).count() == 1

    def test_an_officer_is_offered_only_what_they_are_in_charge_of(self, client, cases, officer):
        client.force_login(officer)
        response = client.get(reverse("disclosure_cases:assign_several"))
        assert not response.context["form"].fields["cases"].queryset

    def test_it_is_offered_in_the_inbox(self, inbox_of, office, case):
        assert reverse("disclosure_cases:assign_several") in inbox_of(office).content.decode()

    def test_visitors_without_a_right_are_sent_away(self, client, cases):
        client.force_login(create_user("nobody"))
        assert client.get(reverse("disclosure_cases:assign_several")).status_code == 302


def test_very_many_cases_are_counted_no_further_than_anybody_turns_pages(
    inbox_of, agency, office, monkeypatch
):
    monkeypatch.setattr(InboxPaginator, "most", 2)
    for number in range(1, 4):
        create_request()
        paginator = inbox_of(office).context["paginator"]
        assert paginator.count == min(number, 2)
    with translation.override("en"):
        del paginator.items_count_label
        assert paginator.items_count_label.startswith("more than 2 cases")


@pytest.mark.postgresql
def test_what_is_overdue_is_found_by_the_index_of_open_cases(agency):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        overdue = Case.objects.overdue(on=date(2026, 12, 22)).order_by("due_on")
        assert "disclosure_case_open_due" in overdue.explain()
