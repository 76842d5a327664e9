"""What was released to one person is proposed for everybody, where there is a catalog."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Locale

from tests.cases.disclosure_log.conftest import ON, WORDS
from tests.cases.factories import ANSWERS
from tests.cases.workspace.listing import others
from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.exceptions import NotAllowed, NotPossible
from wagtail_disclosure.cases.models import CaseEvent, DisclosureProposal, InformationRequest
from wagtail_disclosure.catalog.models import CatalogPage, CategoryPage, EntryPage
from wagtail_disclosure.core.signals import disclosure_proposed

DESCRIPTION = "What was measured in 2025, by month."


@pytest.fixture
def category(agency):
    chinese = Locale.objects.get(language_code="zh-hans")
    catalog = CatalogPage.objects.get(locale=chinese)
    page = CategoryPage(title="Water", slug="water", code="01", locale=chinese, live=False)
    return catalog.add_child(instance=page)


@pytest.fixture
def propose(answered):
    def act(**values):
        about = {"title": "River levels", "description": DESCRIPTION, "by": answered.officer}
        about |= {"reason": "Several asked", "on": ON}
        return actions.propose_disclosure(answered.case, **about | values)

    return act


@pytest.fixture
def show(client, answered):
    def get(user):
        client.force_login(user)
        return client.get(reverse("disclosure_cases:workspace", args=[answered.case.pk]))

    return get


def test_it_becomes_the_draft_of_a_proactive_entry_with_what_was_released(
    propose, category, items, answered
):
    entry = EntryPage.objects.get(pk=propose(items=items).pk)
    assert not entry.live
    assert (entry.title, entry.summary, entry.disclosure_class) == (
        "River levels",
        DESCRIPTION,
        "proactive",
    )
    assert entry.class_reason
    assert entry.get_parent().pk == category.pk
    assert entry.responsible_unit == answered.case.unit or answered.case.unit is None
    assert [row.stored_file.name for row in entry.attachments.all()] == ["l.csv"]


def test_it_is_written_where_the_page_is_that_was_asked_for_in_another_language(
    propose, category, answered
):
    chinese, english = (Locale.objects.get(language_code=code) for code in ("zh-hans", "en"))
    catalog = CatalogPage.objects.get(locale=chinese)
    parks = catalog.add_child(
        instance=CategoryPage(title="Parks", slug="parks", code="02", locale=chinese, live=False)
    )
    version = CategoryPage(
        title="Parks",
        slug="parks",
        code="02",
        locale=english,
        live=False,
        translation_key=parks.translation_key,
    )
    catalog.get_translation(english).add_child(instance=version)
    InformationRequest.objects.filter(pk=answered.case.pk).update(about_page_id=version.pk)
    assert propose().get_parent().pk == parks.pk


def test_nothing_in_it_leads_to_the_request(propose, category, answered, items):
    entry = EntryPage.objects.get(pk=propose(items=items).pk)
    content = str(entry.get_latest_revision().content)
    for secret in (answered.case.number, ANSWERS["description"], ANSWERS["applicant_name"]):
        assert secret not in content


def test_the_second_time_it_leads_to_the_draft_that_exists(propose, category, answered):
    first = propose()
    assert propose(title="Another").pk == first.pk
    assert EntryPage.objects.count() == DisclosureProposal.objects.count() == 1
    events = answered.case.caseevents.filter(kind=CaseEvent.Kind.DISCLOSURE_PROPOSED)
    assert events.count() == 1


def test_it_is_offered_until_there_is_a_draft_and_then_that_is_shown(
    propose, category, show, officer
):
    assert "propose-disclosure" in others(show(officer))
    page = propose()
    shown = show(officer)
    assert "propose-disclosure" not in others(shown)
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in shown.content.decode()


def test_what_the_log_says_is_filled_in(category, list_in_log, show, officer):
    list_in_log()
    (form,) = [
        item["form"]
        for item in show(officer).context["step_forms"]
        if item["step"].name == "propose-disclosure"
    ]
    assert form["title"].value() == WORDS["title"]


def test_it_is_taken_through_its_form(category, client, officer, answered):
    client.force_login(officer)
    url = reverse("disclosure_cases:step", args=[answered.case.pk, "propose-disclosure"])
    answered.case.refresh_from_db()
    data = {"title": "T", "description": "D", "reason": "r", "version": answered.case.version}
    assert client.post(url, data).status_code == 302
    assert EntryPage.objects.get().title == "T"


@pytest.mark.parametrize("field", ["title", "description"])
def test_no_text_says_who_asked(propose, category, field):
    with pytest.raises(ValidationError):
        propose(**{field: "For Li Ming"})
    assert not EntryPage.objects.exists()


def test_nobody_outside_proposes(propose, category, outsider):
    with pytest.raises(NotAllowed):
        propose(by=outsider)


def test_without_a_category_it_says_what_is_missing(propose):
    with pytest.raises(NotPossible):
        propose()
    assert not DisclosureProposal.objects.exists()


@pytest.fixture
def no_catalog():
    """As without the catalog: nobody listens."""
    receivers = disclosure_proposed.receivers
    disclosure_proposed.receivers = []
    disclosure_proposed.sender_receivers_cache.clear()
    yield
    disclosure_proposed.receivers = receivers
    disclosure_proposed.sender_receivers_cache.clear()


def test_without_a_catalog_it_is_not_offered(no_catalog, propose, show, officer):
    assert "propose-disclosure" not in others(show(officer))
    with pytest.raises(NotPossible):
        propose()
