"""The annual report in the admin."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.users.models import UserProfile

from tests.cases.factories import create_request
from wagtail_disclosure.cases.models import Case
from wagtail_disclosure.core import days
from wagtail_disclosure.core.models import Outcome
from wagtail_disclosure.oversight import actions
from wagtail_disclosure.oversight.models import AnnualReport

LIST = "disclosure_annual_reports:index"


def signed_in(user) -> Client:
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = "en"
    profile.save()
    client = Client()
    client.force_login(user)
    return client


def address(report, name: str = "report") -> str:
    return reverse(f"disclosure_annual_reports:{name}", args=[report.pk])


def read(user, url: str) -> str:
    response = signed_in(user).get(url)
    assert response.status_code == 200
    return response.content.decode()


def links(page: str) -> dict[str, int]:
    """Addresses of lists behind numbers, with the numbers."""
    found = re.findall(r'<a href="(/[^"]*/cases/report/[^"]+)">(\d+)</a>', page)
    return {url: int(number) for url, number in found}


def test_every_number_of_a_draft_opens_the_cases_behind_it(draft, office):
    """Design: the statutory annual report whose every cell opens the cases behind it."""
    found = links(read(office, address(draft)))

    assert len(found) > 10
    for url, number in found.items():
        response = signed_in(office).get(url)
        assert response.status_code == 200
        assert len(response.context["object_list"]) == number


def test_who_may_not_see_a_case_reads_how_many_were_counted_as_well(draft, cases, officer, office):
    Case.objects.filter(pk=cases["open"].case.pk).update(officer=None, unit=None)
    url = reverse("disclosure_cases:behind_number", args=[2025, "3", "4", "total"])

    assert cases["open"].case.number in read(office, url)
    page = read(officer, url)
    assert cases["open"].case.number not in page
    assert "1 request that you may not see" in page


@pytest.mark.parametrize("place", [(2025, "5", "1"), (10000, "3", "1"), (0, "3", "1")])
def test_a_table_or_year_that_there_is_not_is_not_found(draft, office, place):
    url = reverse("disclosure_cases:behind_number", args=[*place, "total"])

    assert signed_in(office).get(url, follow=True).status_code == 404


def test_behind_a_row_that_there_is_not_is_nothing(draft, office):
    url = reverse("disclosure_cases:behind_number", args=[2025, "3", "nothing", "total"])

    assert "No request that you may see was counted here." in read(office, url)


def test_who_may_not_see_reports_or_cases_is_sent_away(draft, officer, leader):
    for url in (reverse(LIST), address(draft), address(draft, "print")):
        assert signed_in(officer).get(url).status_code in (302, 403)
    url = reverse("disclosure_cases:behind_number", args=[2025, "3", "1", "total"])
    assert signed_in(leader).get(url).status_code in (302, 403)


def test_who_may_see_no_requests_reads_numbers_without_links(draft, leader):
    page = read(leader, address(draft))

    assert links(page) == {}
    assert "1. Newly received this year" in page
    assert 'name="write"' not in page


def test_what_keeps_a_report_from_being_final_is_named(draft, office, cases):
    Outcome.objects.filter(code="granted").update(report_row="")

    page = read(office, address(draft))

    assert cases["answered"].case.number in page
    assert "do not add up" in page
    assert 'name="freeze"' not in page


def test_the_office_writes_freezes_and_replaces(draft, office, leader):
    client = signed_in(office)
    texts = {"general": "Much was asked.", "problems": "", "other": ""}
    assert client.post(address(draft), texts).status_code == 302
    assert AnnualReport.objects.get().general == "Much was asked."

    assert "required" in client.post(address(draft), {"freeze": "1"}).content.decode()
    client.post(address(draft), {"freeze": "1", "checked": "on"})
    report = AnnualReport.objects.get()
    assert report.is_final
    assert "A recount gives the same numbers today." in read(leader, address(report))

    client.post(address(report), {"replace": "1"})
    assert AnnualReport.objects.filter(number=2, state="draft").exists()
    assert "There is a later version" in read(office, address(report))


def test_a_final_report_shows_its_own_numbers_and_beside_them_what_a_recount_says(
    final, office, received
):
    received(date(2025, 12, 31))

    page = read(office, address(final))

    assert "1. Newly received this year, Total: 3 in the report, 4 today" in page


def test_a_refusal_is_told(final, office):
    client = signed_in(office)

    response = client.post(address(final), {"freeze": "1", "checked": "on"}, follow=True)

    assert "is final and never changes" in response.content.decode()


def test_a_year_is_chosen_from_the_list(agency, office, leader):
    year = days.today().year - 1
    response = signed_in(office).post(reverse(LIST), {"year": year})
    report = AnnualReport.objects.get()

    assert response.url == address(report)
    assert report.year == year
    assert address(report) in read(leader, reverse(LIST))
    assert signed_in(office).post(reverse(LIST), {"year": 1990}).status_code == 200
    assert AnnualReport.objects.count() == 1


def test_the_printed_form_is_in_the_language_of_the_agency(final, office):
    page = read(office, address(final, "print"))

    assert 'lang="zh-hans"' in page
    assert "A good year." in page
    assert "<a " not in page
    assert final.snapshot.digest in page


def test_the_number_of_queries_does_not_grow_with_the_cases(draft, office, received):
    client = signed_in(office)
    client.get(address(draft))
    counted = []
    for _turn in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get(address(draft))
        counted.append(len(queries))
        for day in range(1, 6):
            received(date(2025, 6, day)).withdraw(on=date(2025, 6, 20))

    assert counted[0] == counted[1]


def test_what_is_not_final_is_a_draft_on_paper_as_well(draft, office, agency):
    create_request()

    assert "草稿" in read(office, address(draft, "print"))
    assert actions.begin(agency, 2025, by=office) == draft
