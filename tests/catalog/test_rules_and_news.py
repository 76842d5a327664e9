"""The agency's rules, what is new, the way to all of it, and pages without a translation."""

from datetime import date

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from wagtail import hooks
from wagtail.models import Page, PageViewRestriction, Site

from tests.catalog.factories import (
    create_category,
    create_disclosed_entries,
    create_entry,
    create_question,
    disclose,
    store_file,
    translate_as_draft,
)
from wagtail_disclosure.catalog.models import (
    CatalogPage,
    DisclosureRulesPage,
    FAQIndexPage,
    GuidePage,
    RulesAttachment,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_page_cache")]

MOST = 13


@pytest.fixture
def stored():
    return store_file("rules.pdf")


@pytest.fixture
def rules(home, body, stored) -> DisclosureRulesPage:
    """A draft with a file."""
    rules = DisclosureRulesPage(
        title="信息公开规定",
        slug="rules",
        effective_on=date(2026, 1, 1),
        body=[("paragraph", "<p>公开为原则。</p>")],
        locale=home.locale,
        live=False,
    )
    rules.attachments = [RulesAttachment(stored_file=stored, title="全文")]
    Page.objects.get(pk=home.pk).add_child(instance=rules)
    rules.save_revision()
    return rules


def read(client, url):
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


def queries(client, url):
    read(client, url)
    with CaptureQueriesContext(connection) as captured:
        read(client, url)
    return captured.captured_queries


def test_rules_open_their_files_with_the_clearance_only(client, rules, stored):
    addresses = [rules.get_url(), stored.get_absolute_url()]
    assert [client.get(address).status_code for address in addresses] == [404, 404]
    disclose(rules)
    page = read(client, rules.get_url())
    for words in ("公开为原则。", "全文", 'datetime="2026-01-01"', stored.get_absolute_url()):
        assert words in page
    assert b"".join(client.get(stored.get_absolute_url())).startswith(b"%PDF")
    assert len(queries(client, rules.get_url())) <= MOST


class TestNews:
    @pytest.fixture
    def category(self, catalog):
        category = create_category(catalog, "01")
        disclose(catalog, category)
        return category

    def test_are_the_newest_disclosed_entries_of_the_language(self, client, category, unit):
        old = create_entry(category, unit, "旧", published_on=date(2024, 1, 1))
        new = create_entry(category, unit, "新", published_on=date(2025, 1, 1))
        closed = create_entry(category, unit, "限", published_on=date(2025, 1, 2))
        create_entry(category, unit, "草稿", published_on=date(2025, 1, 3))
        disclose(old, new, closed)
        PageViewRestriction.objects.create(page=closed, restriction_type="login")
        rows = client.get("/zh-hans/new/").context["entries"]
        assert [row.title for row in rows] == ["新", "旧"]
        assert not client.get("/en/new/").context["entries"]

    def test_end_after_ten_pages_and_cost_the_same_on_each(self, client, category, unit):
        create_disclosed_entries(category, unit, 10)
        few = queries(client, "/zh-hans/new/")
        create_disclosed_entries(category, unit, 300)
        many = queries(client, "/zh-hans/new/?page=10")
        assert len(few) == len(many) <= MOST, "\n".join(query["sql"] for query in many)
        page = client.get("/zh-hans/new/?page=99").context["entries"]
        assert (page.number, page.paginator.count) == (10, 200)


class TestNavigation:
    def links(self, client, url):
        navigation = read(client, url).partition('class="disclosure-navigation"')[2]
        navigation = navigation.partition("</nav>")[0]
        return [part.partition('"')[0] for part in navigation.split('href="')[1:]]

    def test_links_what_is_public_and_nothing_else(self, client, guide, faq, rules, catalog):
        assert self.links(client, "/zh-hans/deadlines/") == ["/zh-hans/status/"]
        disclose(guide, rules, catalog)
        assert self.links(client, "/zh-hans/deadlines/") == [
            "/zh-hans/catalog/",
            "/zh-hans/status/",
            "/zh-hans/new/",
            "/zh-hans/guide/",
            "/zh-hans/rules/",
        ]

    def test_leads_to_the_original_until_there_is_a_translation(self, client, guide, english):
        disclose(guide)
        original = f"/en/untranslated/{guide.pk}/"
        assert original in self.links(client, "/en/deadlines/")
        disclose(guide.get_translation(english))
        assert self.links(client, "/en/deadlines/")[-1] == "/en/guide/"

    def test_asks_once_for_all_of_it(self, client, guide, faq, rules):
        disclose(guide)
        before = len(queries(client, "/zh-hans/deadlines/"))
        disclose(faq, rules)
        assert len(queries(client, "/zh-hans/deadlines/")) == before


class TestAPageWithoutTranslation:
    @pytest.fixture
    def question(self, faq):
        question = create_question(faq, "要收费吗？")
        disclose(faq, question)
        return question

    def test_is_shown_as_it_is_with_a_notice_in_the_reader_s_language(self, client, question):
        page = read(client, f"/en/untranslated/{question.pk}/")
        assert "This page is not translated yet" in page
        assert '<main id="main" class="disclosure-main" tabindex="-1" lang="zh-Hans">' in page
        assert "答：要收费吗？" in page
        assert f'rel="canonical" href="{question.full_url}"' in page

    def test_is_where_the_switch_of_languages_leads(self, client, question):
        assert f'href="/en/untranslated/{question.pk}/"' in read(client, question.get_url())

    def test_gives_way_to_its_translation(self, client, question, faq, english):
        version = translate_as_draft(question, english, title="Is there a fee?")
        assert client.get(f"/en/untranslated/{question.pk}/").status_code == 200
        disclose(faq.get_translation(english), version)
        response = client.get(f"/en/untranslated/{question.pk}/")
        assert (response.status_code, response.url) == (302, version.get_url())

    @pytest.mark.parametrize(
        "state", ["draft", "restricted", "of another type", "changed", "outside every site"]
    )
    def test_is_not_found_where_it_is_not_public(self, client, question, faq, home, state):
        page = question
        if state == "draft":
            page = create_question(faq, "草稿？")
        elif state == "restricted":
            PageViewRestriction.objects.create(page=page, restriction_type="login")
        elif state == "changed":
            Page.objects.filter(pk=page.pk).update(title="泄露")
        elif state == "outside every site":
            elsewhere = Page(title="Elsewhere", slug="elsewhere", locale=page.locale)
            Site.objects.update(root_page=home.get_parent().add_child(instance=elsewhere))
            cache.clear()
        else:
            page = home
        assert client.get(f"/en/untranslated/{page.pk}/").status_code == 404

    def test_asks_what_a_site_asks_before_it_serves_a_page(self, client, question):
        def closed(page, request, args, kwargs):
            return HttpResponse(status=503)

        with hooks.register_temporarily("before_serve_page", closed):
            for address in (question.get_url(), f"/en/untranslated/{question.pk}/"):
                assert client.get(address).status_code == 503

    def test_is_not_offered_to_the_few_who_may_see_a_restricted_page(self, admin_client, question):
        address = f"/en/untranslated/{question.pk}/"
        assert address in read(admin_client, question.get_url())
        PageViewRestriction.objects.create(page=question, restriction_type="login")
        assert address not in read(admin_client, question.get_url())


class TestSetup:
    def test_drafts_guide_and_questions_in_every_language_once(self, home, settings):
        call_command("disclosure_setup", verbosity=0)
        for model in (GuidePage, FAQIndexPage):
            states = model.objects.values_list("locale__language_code", "live")
            assert sorted(states) == [("en", False), ("zh-hans", False)]
        titles = set(GuidePage.objects.values_list("title", flat=True))
        assert titles == {"政府信息公开指南", "Disclosure guide"}
        call_command("disclosure_setup", verbosity=0)
        assert GuidePage.objects.count() == 2
        assert CatalogPage.objects.filter(live=True).count() == 2
