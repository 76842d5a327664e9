"""What several people ask for is shown to the office and in each of the cases."""

from datetime import date, timedelta
from zlib import crc32

import pytest
from django.urls import reverse
from wagtail.models import Locale

from tests.cases.factories import create_request, create_unit
from wagtail_disclosure.cases.disclosure_log import repeated
from wagtail_disclosure.cases.models import InformationRequest
from wagtail_disclosure.catalog.models import CatalogPage, CategoryPage, EntryPage
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.review.actions import record

ON = date(2026, 11, 30)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(repeated, "today", lambda: ON)


def write_entry(kind: str, slug: str) -> EntryPage:
    chinese = Locale.objects.get(language_code="zh-hans")
    parent = CategoryPage.objects.filter(locale=chinese).first()
    if parent is None:
        parent = CategoryPage(title="C", slug="c", code="01", locale=chinese, live=False)
        CatalogPage.objects.get(locale=chinese).add_child(instance=parent)
    unit = create_unit(f"unit-{slug}")
    about = {"disclosure_class": kind, "class_reason": "r", "responsible_unit": unit}
    entry = EntryPage(title=f"Entry {slug}", slug=slug, locale=chinese, live=False, **about)
    CategoryPage.objects.get(pk=parent.pk).add_child(instance=entry)
    for page in (CategoryPage.objects.get(pk=parent.pk), entry):
        revision = page.save_revision()
        people = {"proposed_by": Actor(id=901, name="a"), "decided_by": Actor(id=902, name="b")}
        record(revision.as_object(), **people)
        page.publish(revision, skip_permission_checks=True)
    return EntryPage.objects.get(pk=entry.pk)


def ask(entry: EntryPage, *, on: date = ON, who: str = "") -> InformationRequest:
    name = who or f"Somebody {InformationRequest.objects.count()}"
    document = {"kind": "passport", "number": f"E{crc32(name.encode()) % 10**8:08d}"}
    case = create_request(applicant_name=name, id_document=document)
    InformationRequest.objects.filter(pk=case.pk).update(about_page_id=entry.pk, received_on=on)
    return InformationRequest.objects.get(pk=case.pk)


@pytest.fixture
def entry(agency):
    return write_entry("on_request", "map")


def listed() -> list[tuple[str, int]]:
    return [(found.page.title, found.people) for found in repeated.often_asked_for(on=ON)]


def test_it_takes_three_people_within_a_year(entry):
    ask(entry)
    ask(entry)
    ask(entry, on=ON - timedelta(days=400))
    assert not listed()
    case = ask(entry)
    assert listed() == [("Entry map", 3)]
    found = repeated.asked_for_as_well(case, on=ON)
    assert found is not None and found.people == 3


def test_one_who_asks_again_is_not_several(entry):
    for _number in range(3):
        case = ask(entry, who="Li Ming")
    assert not listed()
    assert repeated.asked_for_as_well(case, on=ON) is None
    ask(entry)
    ask(entry)
    assert listed() == [("Entry map", 3)]


def test_requests_from_before_there_were_digests_count(entry):
    for _number in range(3):
        ask(entry, who="Li Ming").digest.delete()
    assert listed() == [("Entry map", 3)]


def test_as_many_as_the_agency_says(entry, settings):
    settings.WAGTAIL_DISCLOSURE = {**settings.WAGTAIL_DISCLOSURE, "PROPOSE_AFTER_REQUESTS": 1}
    ask(entry)
    assert listed() == [("Entry map", 1)]


def test_what_is_open_to_everybody_is_not_meant(agency):
    entry = write_entry("proactive", "open")
    cases = [ask(entry) for _number in range(3)]
    assert not listed()
    assert repeated.asked_for_as_well(cases[0], on=ON) is None


def test_requests_in_other_languages_count_with_them(entry):
    english = entry.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    ask(entry)
    ask(entry)
    case = ask(english)
    assert listed() == [("Entry map", 3)]
    InformationRequest.objects.filter(pk=case.pk).update(about_page_id=entry.pk)
    assert repeated.asked_for_as_well(ask(entry), on=ON) is not None


def test_the_office_is_told_and_officers_are_not(entry, office, officer):
    for _number in range(3):
        ask(entry)
    (item,) = repeated.work_items(office)
    assert (item.label, "3" in item.note) == ("Entry map", True)
    assert not list(repeated.work_items(officer))


def test_the_case_says_it(entry, client, office):
    case = [ask(entry, on=ON - timedelta(days=9)) for _number in range(3)][0]
    client.force_login(office)
    text = client.get(reverse("disclosure_cases:workspace", args=[case.pk])).content.decode()
    assert "Entry map" in text


def test_finding_them_takes_as_many_queries_however_many_requests_there_are(
    entry, django_assert_num_queries
):
    other = write_entry("on_request", "other")
    for _number in range(3):
        ask(entry)
    listed()
    with django_assert_num_queries(4):
        listed()
    for _number in range(4):
        ask(other)
    with django_assert_num_queries(4):
        assert len(listed()) == 2
