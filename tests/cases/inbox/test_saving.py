"""Saved views: a filter under a name, for oneself or for the office."""

import pytest
from django.http import QueryDict
from django.urls import reverse

from tests.cases.factories import create_officer
from tests.factories import create_user
from wagtail_disclosure.cases.inbox import saving
from wagtail_disclosure.cases.inbox.columns import columns_by_name
from wagtail_disclosure.cases.inbox.saving import COOKIE
from wagtail_disclosure.cases.models import SavedView
from wagtail_disclosure.core import groups
from wagtail_disclosure.core.days import today

URL = "disclosure_cases:saved_views"
INBOX = "disclosure_cases:index"
FILTER = "due=overdue&officer=mine"


@pytest.fixture
def keep(client):
    def post(user, name="Mine, late", query=FILTER, **data):
        client.force_login(user)
        return client.post(f"{reverse(URL)}?{query}", {"name": name, **data})

    return post


@pytest.fixture
def links_of(client):
    """The views that stand above the list of somebody."""

    def get(user) -> list[str]:
        client.force_login(user)
        return [str(view) for view in client.get(reverse(INBOX)).context["saved_views"]]

    return get


@pytest.fixture
def office_head(agency):
    head = create_officer("head", agency.office, group=groups.OFFICE)
    agency.office.head = head
    agency.office.save()
    return head


def test_a_filter_is_kept_under_a_name_and_stands_above_the_list(keep, officer, client, case):
    response = keep(officer)
    assert response.url == f"{reverse(INBOX)}?{FILTER}"
    view = SavedView.objects.get()
    assert (view.owner, view.query, view.body) == (officer, FILTER, None)
    assert view.history.get().history_user_name == "officer"
    content = client.get(response.url).content.decode()
    assert f'href="{reverse(INBOX)}?due=overdue&amp;officer=mine" aria-current="page"' in content


def test_only_filters_are_kept_not_what_was_searched_for():
    data = QueryDict("q=Li+Ming&state=%3Cb%3E&p=3&ordering=-due_on&officer=mine&export=csv")
    assert saving.filter_of(data) == "officer=mine&ordering=-due_on"


def test_columns_are_kept_with_the_filter_and_nothing_that_is_none(keep, client, office, case):
    client.force_login(office)
    client.cookies[COOKIE] = "state.window"
    keep(office, query="officer=nobody")
    keep(office, name="Late", query="due=overdue&columns=outcome.applicantidentity.law")
    mine, late = SavedView.objects.order_by("pk")
    assert mine.query == "officer=nobody&columns=state.window"
    assert late.query == "due=overdue&columns=law.outcome"


def test_a_view_shows_its_columns_to_everybody_whatever_they_chose(
    keep, client, office_head, office, case
):
    client.force_login(office_head)
    client.cookies[COOKIE] = "window.law"
    keep(office_head, query="officer=nobody", is_shared="on")
    client.force_login(office)
    client.cookies[COOKIE] = "state"
    page = client.get(f"{reverse(INBOX)}?{SavedView.objects.get().query}")
    assert [*page.context["table"].columns] == ["number", "window", "law"]
    assert 'aria-current="page"' in page.content.decode()
    assert [*client.get(reverse(INBOX)).context["table"].columns] == ["number", "state"]


def test_who_chooses_columns_in_a_view_sees_those_that_were_chosen(client, office, case):
    client.force_login(office)
    of_view = "officer=nobody&columns=window.law"
    address = f"{reverse('disclosure_cases:columns')}?{of_view}"
    form = client.get(address).context["form"]
    assert form.initial["columns"] == ["window", "law"]
    page = client.post(address, {"columns": ["state"]}, follow=True)
    assert [*page.context["table"].columns] == ["number", "state"]


def test_columns_alone_are_a_view_as_well(keep, client, office, case):
    client.force_login(office)
    client.cookies[COOKIE] = "window"
    keep(office, query="")
    assert SavedView.objects.get().query == "columns=window"
    page = client.get(reverse(URL), {"columns": "window"})
    label = columns_by_name(on=today())["window"].label
    assert [told.split(": ")[1] for told in page.context["filters"]] == [str(label)]


def test_the_page_says_the_filter_in_words(client, office, unit):
    client.force_login(office)
    response = client.get(reverse(URL), {"due": "overdue", "unit": unit.pk})
    assert len(response.context["filters"]) == 2
    assert response.context["filters"][1].endswith("Supply")


def test_without_a_filter_there_is_nothing_to_keep(keep, officer):
    assert keep(officer, query="q=R2026").status_code == 200
    assert not SavedView.objects.exists()


def test_names_are_ones_own_and_not_many(keep, officer, outsider, monkeypatch):
    keep(officer)
    keep(outsider)
    assert "name" in keep(officer).context["form"].errors
    monkeypatch.setattr(saving, "MOST", 1)
    assert keep(officer, name="Another").context["form"].non_field_errors()
    assert SavedView.objects.count() == 2


def test_others_do_not_see_it(keep, links_of, officer, outsider, office):
    keep(officer)
    assert links_of(officer) == ["Mine, late"]
    assert links_of(outsider) == links_of(office) == []


def test_the_head_of_the_office_shares_with_the_office(
    keep, links_of, office_head, office, officer
):
    keep(office_head, is_shared="on")
    assert links_of(office) == ["Mine, late"]
    assert links_of(officer) == []


def test_nobody_else_can_share(keep, links_of, office, office_head):
    keep(office, is_shared="on")
    assert SavedView.objects.get().body is None
    assert links_of(office_head) == []


def test_one_deletes_ones_own_only(keep, client, officer, office):
    keep(officer)
    place = reverse("disclosure_cases:delete_saved_view", args=[SavedView.objects.get().pk])
    client.force_login(office)
    # Not there, and so looked for in the other languages, too.
    assert client.post(place, follow=True).status_code == 404
    assert SavedView.objects.exists()
    client.force_login(officer)
    assert client.get(place).status_code == 405
    client.post(place)
    assert not SavedView.objects.exists()
    assert SavedView.history.filter(history_type="-").exists()


def test_whoever_may_see_no_cases_keeps_no_views(keep, agency):
    assert keep(create_user("nobody")).status_code == 302
    assert not SavedView.objects.exists()
