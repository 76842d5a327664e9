"""Tasks as the people of their unit see them, who do not see the case."""

from datetime import date

import pytest
from django.urls import reverse

from tests.cases.factories import create_officer, create_unit
from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.providers import work_items


@pytest.fixture
def worker(agency):
    return create_officer("worker", create_unit("archive"))


@pytest.fixture
def task(casework, worker):
    casework.accept().assign()
    unit = worker.information_officer_of.get().unit
    about = {"unit": unit, "text": "Look for the map of 1998", "working_days": 5}
    on = date(2026, 11, 24)
    return actions.give_task(casework.case, by=casework.officer, reason="r", on=on, **about)


@pytest.fixture
def url(task):
    return reverse("disclosure_cases:task", args=[task.pk])


def test_it_waits_on_the_dashboard_of_its_unit_with_its_last_day(task, worker, outsider, url):
    (item,) = work_items(worker)
    assert (item.label, item.url, item.due_on) == (task.text, url, date(2026, 12, 1))
    assert not list(work_items(outsider))


def test_it_is_shown_without_the_request(client, task, worker, url):
    client.force_login(worker)
    content = client.get(url).content.decode()
    assert "Look for the map of 1998" in content
    assert "Water quality" not in content


def test_its_unit_says_that_it_is_done(client, task, worker, url):
    client.force_login(worker)
    assert client.post(url, {"result": "On shelf 3"}).status_code == 302
    task.refresh_from_db()
    assert task.result == "On shelf 3"
    assert not list(work_items(worker))
    assert client.post(url, {"result": "Again"}).context["form"].errors


def test_for_others_it_is_not_there(client, task, outsider, url):
    client.force_login(outsider)
    assert client.get(url, follow=True).status_code == 404
    unknown = reverse("disclosure_cases:task", args=[0])
    assert client.get(unknown, follow=True).status_code == 404
