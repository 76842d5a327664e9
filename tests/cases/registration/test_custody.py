"""Papers between window, archive and unit: handed over, received, and who is late."""

from datetime import date

import pytest
from django.urls import reverse

from tests.cases.registration.desks import (
    FRIDAY,
    TODAY,
    create_clerk,
    create_registered,
    create_window,
)
from wagtail_disclosure.cases.exceptions import NotPossible
from wagtail_disclosure.cases.models import CustodyEvent
from wagtail_disclosure.cases.registration import custody
from wagtail_disclosure.cases.registration.providers import work_items
from wagtail_disclosure.core.audit import AppendOnlyError

TUESDAY, WEDNESDAY, THURSDAY = (date(2026, 11, day) for day in (24, 25, 26))


@pytest.fixture
def papers(window, clerk):
    """A case whose papers lie at the partner's window."""
    return create_registered(window, clerk, paper_count=3).case


def steps(case) -> list[tuple[str, str]]:
    return [(event.kind, event.place.code) for event in case.custodyevents.all()]


def test_papers_are_taken_in_with_the_registration(papers, window):
    assert steps(papers) == [("taken", "district")]
    assert papers.custodyevents.get().actor_name == "Clerk"


def test_without_papers_there_is_nothing_to_keep(window, clerk):
    assert not create_registered(window, clerk).case.custodyevents.exists()


def test_they_go_by_the_archive_to_the_unit(papers, clerk, officer, unit):
    archive = create_window("archive", "archive")
    archivist = create_clerk("archivist", archive)
    custody.hand_over(papers, to=archive, by=clerk, on=TODAY, note="By courier")
    custody.acknowledge(papers, by=archivist, on=TUESDAY)
    custody.hand_over(papers, to=unit, by=archivist, on=TUESDAY)
    custody.acknowledge(papers, by=officer, on=WEDNESDAY)
    assert steps(papers) == [
        ("taken", "district"),
        ("sent", "archive"),
        ("received", "archive"),
        ("sent", "supply"),
        ("received", "supply"),
    ]
    assert not CustodyEvent.objects.waiting().exists()


def test_only_people_of_the_place_act(papers, clerk, officer, unit, outsider):
    other = create_clerk("other", create_window("other", "counter"))
    for somebody in (other, officer, outsider):
        with pytest.raises(custody.NotYourPlace):
            custody.hand_over(papers, to=unit, by=somebody, on=TODAY)
    custody.hand_over(papers, to=unit, by=clerk, on=TODAY)
    for somebody in (other, clerk, outsider):
        with pytest.raises(custody.NotYourPlace):
            custody.acknowledge(papers, by=somebody, on=TODAY)
    assert [kind for kind, _place in steps(papers)] == ["taken", "sent"]


def test_the_office_stands_in_for_everybody(papers, office, unit):
    custody.hand_over(papers, to=unit, by=office, on=TODAY)
    custody.acknowledge(papers, by=office, on=TODAY)
    assert steps(papers)[-1] == ("received", "supply")


def test_nothing_is_received_twice_sent_twice_or_before_it_was_there(
    papers, clerk, office, unit, window
):
    with pytest.raises(NotPossible):
        custody.acknowledge(papers, by=office, on=TODAY)
    with pytest.raises(NotPossible):
        custody.hand_over(papers, to=window, by=clerk, on=TODAY)
    with pytest.raises(NotPossible):
        custody.hand_over(papers, to=unit, by=clerk, on=FRIDAY)
    custody.hand_over(papers, to=unit, by=clerk, on=TUESDAY)
    with pytest.raises(NotPossible):
        custody.hand_over(papers, to=unit, by=clerk, on=TUESDAY)
    with pytest.raises(NotPossible):
        custody.acknowledge(papers, by=office, on=TODAY)


def test_steps_are_written_once_for_all(papers):
    step = papers.custodyevents.get()
    with pytest.raises(AppendOnlyError):
        step.save()
    with pytest.raises(AppendOnlyError):
        CustodyEvent.objects.update(reason="Never")


@pytest.mark.parametrize(("on", "is_late"), [(WEDNESDAY, False), (THURSDAY, True)])
def test_who_keeps_papers_for_more_than_two_working_days_is_late(
    papers, clerk, officer, unit, on, is_late
):
    [held] = custody.waiting_papers(custody.waiting_for(clerk), on=on)
    assert (held.due_on, held.is_late, held.is_on_the_way) == (WEDNESDAY, is_late, False)
    custody.hand_over(papers, to=unit, by=clerk, on=TODAY)
    assert not custody.waiting_for(clerk).exists()
    [expected] = custody.waiting_papers(custody.waiting_for(officer), on=on)
    assert (expected.due_on, expected.is_late, expected.is_on_the_way) == (
        WEDNESDAY,
        is_late,
        True,
    )


def test_the_limit_is_a_setting(papers, clerk, settings):
    settings.WAGTAIL_DISCLOSURE = {**settings.WAGTAIL_DISCLOSURE, "CUSTODY_WORKING_DAYS": 5}
    [held] = custody.waiting_papers(custody.waiting_for(clerk), on=THURSDAY)
    assert (held.due_on, held.is_late) == (date(2026, 11, 30), False)


def test_papers_from_before_the_calendar_are_late_and_keep_nobody_from_the_others(
    client, papers, clerk, window, caplog
):
    """A calendar may begin after what it is asked for; the list and the dashboard show it all."""
    other = create_registered(window, clerk, paper_count=1).case
    calendar = papers.body.calendar
    calendar.first_day = THURSDAY
    calendar.save()
    found = custody.waiting_papers(custody.waiting_for(clerk), on=TODAY)
    assert {held.event.case_id for held in found} == {papers.pk, other.pk}
    assert {(held.due_on, held.is_late) for held in found} == {(None, True)}
    assert len(list(work_items(clerk))) == 2
    assert papers.number in caplog.text
    client.force_login(clerk)
    for address in (
        reverse("disclosure_register:papers"),
        reverse("disclosure_register:papers_of", args=[papers.pk]),
        reverse("wagtailadmin_home"),
    ):
        assert papers.number in client.get(address).content.decode()


def test_papers_wait_on_the_dashboard_of_whoever_has_them_next(
    papers, clerk, officer, office, outsider, unit, english
):
    [item] = work_items(clerk)
    assert (item.label, item.due_on, item.kind) == (
        papers.number,
        WEDNESDAY,
        "Papers to hand over",
    )
    # Nobody of the office sits there: it sees them in its list.
    assert [list(work_items(user)) for user in (officer, office, outsider)] == [[], [], []]
    custody.hand_over(papers, to=unit, by=clerk, on=TODAY)
    assert list(work_items(clerk)) == []
    [item] = work_items(officer)
    assert item.kind == "Papers to receive"
