"""Whoever changes the language stays where they are, on every type of public page."""

from collections.abc import Iterator
from datetime import date
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import translation
from wagtail.models import Locale, Page

from wagtail_disclosure.cases.models import DisclosureLogEntry, DisclosureLogPage, RequestPage
from wagtail_disclosure.catalog.models import (
    CatalogPage,
    CategoryPage,
    DisclosureRulesPage,
    EntryPage,
    FAQIndexPage,
    FAQPage,
    GuidePage,
    ServiceGuidePage,
)
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.models import Outcome, PublicBody, Unit
from wagtail_disclosure.review.actions import record
from wagtail_disclosure.review.models.guarded import guarded_pages
from wagtail_disclosure.review.untranslated import OfferedUntranslatedMixin

pytestmark = pytest.mark.django_db

NOTICE = "This page is not translated yet"
OURS = "wagtail_disclosure"
TYPES = (
    CatalogPage,
    CategoryPage,
    EntryPage,
    GuidePage,
    ServiceGuidePage,
    FAQIndexPage,
    FAQPage,
    DisclosureRulesPage,
    RequestPage,
    DisclosureLogPage,
    DisclosureLogEntry,
)
# The others are below the start page, which is the agency's own.
BELOW_OTHERS = (CategoryPage, EntryPage, ServiceGuidePage, FAQPage, DisclosureLogEntry)
TO_DISCLOSE = (*BELOW_OTHERS, RequestPage, DisclosureRulesPage)
VIEWS = ("search/?q=供水&page=1", "new/?page=1", "status/", "deadlines/?start=2026-11-23")


class Switch(HTMLParser):
    """The link of a page to itself in English."""

    def __init__(self, source: str):
        super().__init__()
        self.address = ""
        self.feed(source.partition('class="disclosure-languages"')[2].partition("</nav>")[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a" and dict(attrs).get("hreflang") == "en":
            self.address = dict(attrs)["href"] or ""


@pytest.fixture(scope="module")
def site(module_transaction: None, django_db_blocker: Any) -> Iterator[dict[type, Any]]:
    """A public page of each type in Chinese only, below those that the set-up makes."""
    with django_db_blocker.unblock(), translation.override("zh-hans"):
        call_command("disclosure_setup", verbosity=0)
        unit = Unit.objects.create(
            body=PublicBody.objects.own(), code="supply", name={"zh-hans": "供水"}
        )
        chinese = Locale.objects.get(language_code="zh-hans")
        of = {model: model.objects.filter(locale=chinese).first() for model in TYPES}
        home = of[CatalogPage].get_parent()
        of[RequestPage] = _add(
            home, RequestPage(title="申请", slug="ask", form=of[RequestPage].form)
        )
        of[CategoryPage] = _add(of[CatalogPage], CategoryPage(title="类", code="01", slug="c01"))
        for number in range(25):
            of[EntryPage] = _add(
                of[CategoryPage],
                EntryPage(
                    title=f"供水{number}",
                    slug=f"e{number}",
                    disclosure_class="proactive",
                    responsible_unit=unit,
                ),
            )
        step = ("step", {"title": "先查目录"})
        of[ServiceGuidePage] = _add(of[GuidePage], ServiceGuidePage(title="指南", steps=[step]))
        answer = ("paragraph", "<p>答</p>")
        of[FAQPage] = _add(of[FAQIndexPage], FAQPage(title="问", topic="申请", answer=[answer]))
        about = {"asked": "问", "answered": "答", "answered_on": date(2026, 11, 23)}
        granted = Outcome.objects.filter(kind="granted").first()
        entry = DisclosureLogEntry(title="答复", slug="log", outcome=granted, **about)
        of[DisclosureLogEntry] = _add(of[DisclosureLogPage], entry)
        of[DisclosureRulesPage] = _add(home, DisclosureRulesPage(title="规定", slug="rules"))
        for model in (CatalogPage, GuidePage, FAQIndexPage):
            if not of[model].live:
                _disclose(of[model])
        for model in TO_DISCLOSE:
            if model is not EntryPage:
                _disclose(of[model])
        for entry in EntryPage.objects.all():
            _disclose(entry)
        # Until somebody translates them.
        for model in TYPES:
            for page in model.objects.filter(locale__language_code="en", live=True):
                page.unpublish(log_action=False)
        yield of


def _add(parent: Page, page: Any) -> Any:
    page.live = False
    page.locale = parent.locale
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    page.save_revision()
    return page


def _disclose(page: Any) -> None:
    page = type(page).objects.get(pk=page.pk)
    revision = page.get_latest_revision() or page.save_revision()
    drafter, decider = Actor(id=1001, name="drafter"), Actor(id=1002, name="decider")
    record(revision.as_object(), proposed_by=drafter, decided_by=decider)
    page.publish(revision, skip_permission_checks=True)


@pytest.fixture
def reader() -> Client:
    return Client()


def read(reader: Client, address: str) -> str:
    response = reader.get(address)
    assert response.status_code == 200, address
    return unescape(response.content.decode())


def address_in_english(page: Page) -> str:
    return page.get_url().replace("/zh-hans/", "/en/", 1)


def test_all_public_page_types_are_here() -> None:
    ours = {model for model in guarded_pages() if model._meta.app_label.startswith(OURS)}
    assert ours == set(TYPES)
    assert all(issubclass(model, OfferedUntranslatedMixin) for model in ours)


@pytest.mark.parametrize("model", TYPES, ids=lambda model: model.__name__)
def test_an_untranslated_page_is_offered_as_it_is_where_the_reader_was(site, reader, model) -> None:
    page = model.objects.get(pk=site[model].pk)
    switch = Switch(read(reader, f"{page.get_url()}?page=2&q=a%26b"))
    assert switch.address.endswith(f"untranslated/{page.pk}/?page=2&q=a%26b")
    shown = read(reader, switch.address)
    assert NOTICE in shown
    assert page.title in shown
    # And back again.
    back = f'href="{page.get_url()}?page=2&q=a%26b"'
    assert back in shown


@pytest.mark.parametrize("model", BELOW_OTHERS, ids=lambda model: model.__name__)
def test_the_address_of_its_translation_has_the_original_until_there_is_one(
    site, reader, model
) -> None:
    page = model.objects.get(pk=site[model].pk)
    shown = read(reader, address_in_english(page))
    assert NOTICE in shown
    assert page.title in shown
    assert f'rel="canonical" href="{page.full_url}"' in shown


def test_a_page_of_a_list_stays_that_page(site, reader) -> None:
    category = CategoryPage.objects.get(pk=site[CategoryPage].pk)
    second = read(reader, f"{category.get_url()}?page=2")
    shown = read(reader, Switch(second).address)
    titles = [f">{entry.title}<" for entry in EntryPage.objects.all()]
    listed = {title for title in titles if title in second}
    assert 0 < len(listed) < 25
    assert {title for title in titles if title in shown} == listed


def test_a_translated_page_keeps_what_was_asked_for(site, reader) -> None:
    catalog = CatalogPage.objects.get(pk=site[CatalogPage].pk)
    version = CatalogPage.objects.get(
        translation_key=catalog.translation_key, locale__language_code="en"
    )
    _disclose(version)
    switch = Switch(read(reader, f"{catalog.get_url()}?page=2"))
    assert switch.address == f"{CatalogPage.objects.get(pk=version.pk).get_url()}?page=2"


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_keeps_what_was_asked_for(site, reader, view) -> None:
    switch = Switch(read(reader, f"/zh-hans/{view}"))
    path, _mark, query = view.partition("?")
    assert unescape(switch.address).startswith(f"/en/{path}")
    assert ("?" in switch.address) == bool(query)
    assert reader.get(switch.address).status_code == 200


def test_a_form_may_be_filled_in_where_it_is_not_translated(site, reader) -> None:
    page = RequestPage.objects.get(pk=site[RequestPage].pk)
    address = f"/en/request-untranslated/{page.pk}/"
    assert NOTICE in read(reader, address)
    answered = reader.post(address, {"description": ""})
    assert answered.status_code == 200
    assert "disclosure-error" in answered.content.decode()


class TestNeverOffered:
    def test_what_is_not_public(self, site, reader) -> None:
        draft = _add(
            site[CategoryPage],
            EntryPage(
                title="草稿",
                slug="draft",
                disclosure_class="proactive",
                responsible_unit=Unit.objects.get(code="supply"),
            ),
        )
        address = address_in_english(Page.objects.get(pk=site[CategoryPage].pk)) + "draft/"
        assert reader.get(address).status_code == 404
        assert reader.get(f"/en/untranslated/{draft.pk}/").status_code == 404

    def test_what_only_some_may_see(self, site, reader) -> None:
        page = EntryPage.objects.get(pk=site[EntryPage].pk)
        page.view_restrictions.create(restriction_type="login")
        assert reader.get(address_in_english(page)).status_code == 404

    def test_what_does_not_exist(self, site, reader) -> None:
        category = Page.objects.get(pk=site[CategoryPage].pk)
        assert reader.get(address_in_english(category) + "nothing/").status_code == 404
