"""What is late, overdue or due soon, for those who answer for it."""

from datetime import date

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from wagtail.users.models import UserProfile

from tests.catalog.factories import create_category, create_entry, create_user, disclose
from wagtail_disclosure.catalog.models import EntryPage
from wagtail_disclosure.catalog.timeliness import publication_clock
from wagtail_disclosure.catalog.timeliness_report import TimelinessReportView
from wagtail_disclosure.core import days
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.calendars import seeds
from wagtail_disclosure.core.models import InformationOfficer, Unit
from wagtail_disclosure.rules.timeliness import Timeliness

REPORT = "disclosure_timeliness:report"


@pytest.fixture(autouse=True)
def speak_english():
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _calendar(body):
    body.calendar, _added = seeds.seed("cn", through_year=2027, by=Actor.software("tests"))
    body.save()


@pytest.fixture
def category(catalog):
    category = create_category(catalog, "01")
    disclose(catalog, category)
    return category


@pytest.fixture
def minutes(category, unit):
    """The real case: minutes of 20 September 2023, public on 7 November."""
    entry = create_entry(
        category,
        unit,
        title="=局长办公会议纪要",
        created_on=date(2023, 9, 20),
        published_on=date(2023, 11, 7),
    )
    disclose(entry)
    return entry


@pytest.fixture
def officer(client, unit):
    officer = create_user("officer")
    officer.user_permissions.add(Permission.objects.get(codename="access_admin"))
    InformationOfficer.objects.create(unit=unit, user=officer)
    UserProfile.objects.create(user=officer, preferred_language="en")
    client.force_login(officer)
    return officer


def shown(client, **query) -> list[tuple[str, str]]:
    response = client.get(reverse(REPORT), query)
    assert response.status_code == 200
    return [(entry.title, entry.standing) for entry in response.context["object_list"]]


def test_the_real_minutes_show_as_30_working_days(client, officer, minutes):
    assert shown(client) == []
    response = client.get(reverse(REPORT), {"year": "2023"})
    [entry] = response.context["object_list"]
    assert (entry.standing, entry.assessment.working_days) == ("late", 30)
    page = response.content.decode()
    assert reverse("disclosure_timeliness:days", args=[minutes.pk]) in page


def test_every_counted_day_is_explained(client, officer, minutes):
    page = client.get(reverse("disclosure_timeliness:days", args=[minutes.pk])).content.decode()
    assert "public after 30 working days, 10 more than the law allows" in page
    assert "Day of the document, not counted" in page
    assert "Art. 26" in page
    assert page.count('data-kind="counted"') == 29
    assert page.count('data-kind="due"') == 1


def test_what_waits_is_listed_before_and_after_its_last_day(
    client, officer, category, unit, monkeypatch
):
    create_entry(category, unit, title="waits", created_on=date(2024, 3, 1))
    # 20 working days later, with the holiday of 4 to 6 April and a day worked instead.
    for today, expected in (
        (date(2024, 3, 1), []),
        (date(2024, 3, 29), [("waits", "due_soon")]),
        (date(2024, 4, 3), [("waits", "overdue")]),
    ):
        monkeypatch.setattr(days, "today", lambda today=today: today)
        assert shown(client) == expected


def test_only_what_the_person_answers_for_is_shown(client, officer, minutes, body, category):
    other = Unit.objects.create(body=body, code="river", name={"en": "Rivers"})
    late = create_entry(
        category,
        other,
        title="other",
        created_on=date(2023, 9, 20),
        published_on=date(2023, 12, 7),
    )
    assert [title for title, _standing in shown(client, year="2023")] == [minutes.title]
    hidden = client.get(reverse("disclosure_timeliness:days", args=[late.pk]), follow=True)
    assert hidden.status_code == 404
    body.office = other
    body.save()
    InformationOfficer.objects.create(unit=other, user=officer)
    assert len(shown(client, year="2023")) == 2
    assert shown(client, year="2023", responsible_unit=other.pk) == [("other", "late")]


def test_a_person_without_a_unit_sees_nothing(client, minutes):
    outsider = create_user("outsider")
    outsider.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(outsider)
    for address in (reverse(REPORT), reverse("disclosure_timeliness:days", args=[minutes.pk])):
        assert client.get(address, follow=True).redirect_chain
    assert reverse(REPORT) not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_what_has_no_term_or_no_known_day_is_left_out(category, unit, body):
    clock = publication_clock(body)
    on_request = create_entry(category, unit, disclosure_class="on_request", class_reason="图纸")
    undated = create_entry(category, unit, created_on=None)
    taken_over = create_entry(category, unit)
    disclose(taken_over)
    ancient = create_entry(category, unit, created_on=date(1990, 1, 1))
    for entry in (on_request, undated, taken_over, ancient):
        assert entry.assess_timeliness(date(2024, 6, 1), clock) is None
    assert (
        create_entry(category, unit).assess_timeliness(date(2024, 6, 1), clock).status
        is Timeliness.OVERDUE
    )


def test_the_list_and_the_entry_agree(client, officer, category, unit, body):
    for day in range(1, 29):
        create_entry(
            category,
            unit,
            title=str(day),
            created_on=date(2024, 2, day),
            published_on=date(2024, 3, 15),
        )
    listed = {title for title, _standing in shown(client, year="2024")}
    clock = publication_clock(body)
    late = {
        entry.title
        for entry in EntryPage.objects.all()
        if (found := entry.assess_timeliness(days.today(), clock))
        and found.status is Timeliness.LATE
    }
    assert 0 < len(late) < 28
    assert listed == late


def test_the_table_goes_out_without_formulas(client, officer, minutes):
    response = client.get(reverse(REPORT), {"year": "2023", "export": "csv"})
    table = b"".join(response.streaming_content).decode()
    assert "'=局长办公会议纪要" in table
    assert ",30," in table


def test_the_list_costs_the_same_however_long_it_is(client, officer, minutes, category, unit):
    def queries() -> int:
        client.get(reverse(REPORT), {"year": "2023"})
        with CaptureQueriesContext(connection) as captured:
            shown(client, year="2023")
        return len(captured)

    few = queries()
    for number in range(12):
        create_entry(
            category,
            unit,
            title=str(number),
            created_on=date(2023, 1, 3),
            published_on=date(2023, 6, 1),
        )
    assert queries() == few
    assert len(shown(client, year="2023")) == 13


def test_a_law_without_a_term_has_an_empty_list(client, officer, minutes, body):
    body.calendar = None
    body.save()
    assert shown(client, year="2023") == []
    assert TimelinessReportView.page_title
