"""Readers whom nobody knows get copies, of exactly what everybody would see now."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.cache import caches
from django.db import connection
from django.http import HttpResponse
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail import hooks
from wagtail.models import Page, PageViewRestriction

from tests.catalog.agency import (
    create_body,
    create_catalog,
    create_unit,
    private_files_in,
    translate_home,
)
from tests.catalog.factories import (
    attach,
    create_category,
    create_entry,
    create_question,
    create_service_guide,
    create_user,
    disclose,
    store_file,
)
from tests.leaks.clock import Clock
from wagtail_disclosure.catalog.models import DisclosureRulesPage, EntryPage
from wagtail_disclosure.catalog.models.entries import EntryMixin
from wagtail_disclosure.catalog.roots import FAQ_INDEX, GUIDE, ensure_root
from wagtail_disclosure.core import days
from wagtail_disclosure.core.models import DatabaseChange, IntakeWindow
from wagtail_disclosure.core.page_cache.tables import unseen_tables
from wagtail_disclosure.review import actions

pytestmark = pytest.mark.django_db

TITLE = "水质年报"
ENTRY = "/zh-hans/catalog/01/report/"
CATEGORY = "/zh-hans/catalog/01/"
# Everything that may be kept; ``{category}`` is its key.
KEPT = (
    "/zh-hans/catalog/",
    CATEGORY,
    ENTRY,
    f"{ENTRY}?print",
    "/zh-hans/guide/",
    "/zh-hans/guide/ask/",
    "/zh-hans/faq/",
    "/zh-hans/faq/fees/",
    "/zh-hans/faq/booklet/申请/",
    "/zh-hans/rules/",
    "/zh-hans/new/",
    "/zh-hans/exemptions/",
    "/zh-hans/open-data/",
    "/zh-hans/search/",
    "/zh-hans/search/?q=水质&order=title",
    "/zh-hans/search/feed/?q=水质",
    "/zh-hans/open-data/catalog.ttl",
    "/zh-hans/open-data/catalog.jsonld",
    "/zh-hans/feeds/new.atom",
    "/zh-hans/feeds/{category}.json",
)
# What asks who the reader is, has a form, or is no page.
NOT_KEPT = (
    "/zh-hans/search/suggestions/?q=水",
    "/zh-hans/search/alert/?q=水",
    "/zh-hans/open-data/entries.csv",
    "/zh-hans/status/",
    "/zh-hans/deadlines/",
    "/admin/login/",
    "/sitemap.xml",
)


@pytest.fixture(scope="module")
def built(
    preset: None, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any
) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("private")
    with override_settings(STORAGES=private_files_in(folder)):
        with translation.override("zh-hans"), django_db_blocker.unblock():
            build()
        yield folder


def build() -> None:
    """Something public of every kind, with whatever readers can see in it."""
    home = translate_home()
    body = create_body()
    unit = create_unit(body)
    IntakeWindow.objects.create(body=body, code="counter", name={"zh-hans": "窗口"}, channel="post")
    catalog = create_catalog()
    category = create_category(catalog, "01", "供水")
    report = create_entry(
        category, unit, TITLE, slug="report", expires_on=days.today() + timedelta(days=1)
    )
    attach(report, store_file())
    guide, index = (ensure_root(kind, by=None) for kind in (GUIDE, FAQ_INDEX))
    service = create_service_guide(guide, "申请公开", slug="ask")
    question = create_question(index, "要收费吗？", slug="fees")
    rules = DisclosureRulesPage(title="规定", slug="rules", locale=home.locale, live=False)
    Page.objects.get(pk=home.pk).add_child(instance=rules)
    rules.save_revision()
    disclose(catalog, category, report, guide, service, index, question, rules)


@pytest.fixture(autouse=True)
def _private_files(built: Path, settings: Any) -> None:
    settings.STORAGES = private_files_in(built)


def number_of_copies() -> int:
    return sum("disclosure-page-" in key for key in caches["pages"]._cache)


@pytest.fixture
def report(db: None) -> EntryPage:
    return EntryPage.objects.get(title=TITLE)


@pytest.fixture
def officer(db: None) -> Any:
    user = create_user("officer")
    user.user_permissions.add(Permission.objects.get(codename="withdraw"))
    return user


def ask(address: str, client: Client | None = None, **headers: Any) -> tuple[HttpResponse, int]:
    """The answer, and how many queries it took: a copy takes one, the generation."""
    with CaptureQueriesContext(connection) as captured:
        response = (client or Client()).get(address, **headers)
    return response, len(captured)


def is_copy(address: str, client: Client | None = None, **headers: Any) -> bool:
    response, queries = ask(address, client, **headers)
    assert response.status_code == 200, address
    return queries == 1


@pytest.mark.parametrize("address", KEPT)
def test_the_second_reader_gets_a_copy_with_everything_that_the_first_got(address: str) -> None:
    category = Page.objects.get(title="供水").pk
    address = address.format(category=category)
    with CaptureQueriesContext(connection) as captured:
        first = Client().get(address)
    # Otherwise a write there would leave an old copy.
    read = "\n".join(query["sql"] for query in captured)
    assert [table for table in unseen_tables() if f'"{table}"' in read] == [
        DatabaseChange._meta.db_table
    ]
    second, queries = ask(address)
    assert (first.status_code, second.status_code, queries) == (200, 200, 1)
    assert second.content == first.content
    assert second.headers == first.headers
    # Outside of the site, nobody may answer in its place.
    assert "max-age" not in second.get("Cache-Control", "")


@pytest.mark.parametrize("address", NOT_KEPT)
def test_what_is_no_page_for_everybody_is_never_kept(address: str) -> None:
    for _visit in range(2):
        assert Client().get(address).status_code == 200
    assert number_of_copies() == 0
    # It would be seen here.
    assert Client().get(ENTRY).status_code == 200
    assert number_of_copies() == 1


def test_the_first_visit_of_all_costs_only_to_ask_for_the_generation(settings: Any) -> None:
    # The first of all fills caches that last longer than a request.
    Client().get(CATEGORY)
    caches["pages"].clear()
    _response, with_copies = ask(ENTRY)
    settings.MIDDLEWARE = settings.MIDDLEWARE[:-1]
    _response, without = ask(ENTRY)
    # Once for the copy, the way and the shell each: within a transaction, as tests are.
    assert with_copies == without + 3


class TestWhatIsWritten:
    @pytest.mark.parametrize(
        "write",
        [
            lambda page: Page.objects.filter(pk=page.pk).update(live=False),
            lambda page: Page.objects.filter(pk=page.pk).bulk_update(
                [Page(pk=page.pk, live=False)], ["live"]
            ),
            lambda page: connection.cursor().execute(
                "UPDATE wagtailcore_page SET live = %s WHERE id = %s", [False, page.pk]
            ),
            lambda page: Page.objects.get(pk=page.pk).specific.delete(),
        ],
        ids=["update", "bulk_update", "sql", "delete"],
    )
    @pytest.mark.raw_writes
    def test_shows_whichever_way_it_was(self, report: EntryPage, write: Callable) -> None:
        assert not is_copy(ENTRY)
        assert is_copy(ENTRY)
        write(report)
        assert Client().get(ENTRY).status_code == 404

    def test_shows_after_withdrawal(self, report: EntryPage, officer: Any) -> None:
        for address in (ENTRY, CATEGORY, "/zh-hans/feeds/new.atom"):
            assert TITLE in Client().get(address).content.decode()
        actions.withdraw(report, by=officer, reason="错误")
        assert Client().get(ENTRY).status_code == 404
        for address in (CATEGORY, "/zh-hans/feeds/new.atom"):
            assert TITLE not in Client().get(address).content.decode()

    def test_leaves_copies_where_no_page_shows_it(self) -> None:
        assert not is_copy("/zh-hans/faq/fees/")
        page = Page.objects.get(slug="fees")
        assert Client().post(f"/zh-hans/helpful/{page.pk}/", {"answer": "yes"}).status_code == 302
        assert is_copy("/zh-hans/faq/fees/")


class TestWhatTimeChanges:
    def test_shows_on_the_day(self) -> None:
        clock = Clock()
        with clock.told():
            for _visit in range(2):
                assert "disclosure-notice" not in Client().get(ENTRY).content.decode()
            clock.jump(days=2)
            assert "disclosure-notice--stop" in Client().get(ENTRY).content.decode()
            assert is_copy(ENTRY)


class TestOtherReaders:
    """Get the page itself, and leave no copy of theirs."""

    @pytest.mark.parametrize("name", ["sessionid", "csrftoken", "messages", "anything"])
    def test_with_a_cookie(self, name: str) -> None:
        client = Client()
        client.cookies[name] = "x"
        assert not is_copy(ENTRY, client)
        assert not is_copy(ENTRY)
        assert is_copy(ENTRY)
        client.cookies[name] = "x"
        assert not is_copy(ENTRY, client)

    def test_who_are_signed_in(self, officer: Any) -> None:
        client = Client()
        client.force_login(officer)
        assert not is_copy(ENTRY, client)
        assert not is_copy(ENTRY)

    def test_with_a_token(self) -> None:
        assert not is_copy(ENTRY)
        assert not is_copy(ENTRY, headers={"authorization": "Bearer x"})

    def test_at_another_host_scheme_or_address(self) -> None:
        assert not is_copy(ENTRY)
        for headers in ({"headers": {"host": "other.example"}}, {"secure": True}):
            response, queries = ask(ENTRY, **headers)
            assert queries > 1
            assert response.status_code == 200
        assert not is_copy(f"{ENTRY}?print")
        assert is_copy(ENTRY)

    def test_in_another_language(self) -> None:
        chinese, _queries = ask("/zh-hans/search/")
        english, queries = ask("/en/search/")
        assert queries > 1
        assert english.content != chinese.content

    def test_who_ask_for_the_head_only(self) -> None:
        def head() -> tuple[int, str]:
            with CaptureQueriesContext(connection) as captured:
                response = Client().head(ENTRY)
            assert response.content == b""
            return len(captured), response["Content-Length"]

        assert head()[0] > 1
        response, queries = ask(ENTRY)
        assert queries > 1
        assert head() == (1, str(len(response.content)))

    def test_who_know_it_already(self) -> None:
        feed = "/zh-hans/feeds/new.atom"
        first = Client().get(feed)
        assert is_copy(feed)
        known = Client().get(feed, headers={"if-none-match": first["ETag"]})
        assert (known.status_code, known.content) == (304, b"")
        assert Client().get(feed, headers={"if-none-match": '"other"'}).status_code == 200


class TestPages:
    def test_that_are_restricted_now_lead_to_the_login(self, report: EntryPage) -> None:
        assert not is_copy(ENTRY)
        PageViewRestriction.objects.create(page=report, restriction_type="login")
        for _visit in range(2):
            assert Client().get(ENTRY).status_code == 302
        PageViewRestriction.objects.all().delete()
        assert not is_copy(ENTRY)

    def test_that_are_previewed_are_drafts(self, report: EntryPage) -> None:
        assert not is_copy(ENTRY)
        draft = report.get_latest_revision_as_object()
        draft.title = "新标题"
        preview = draft.make_preview_request(preview_mode=draft.default_preview_mode)
        assert "新标题" in preview.content.decode()
        assert "新标题" not in Client().get(ENTRY).content.decode()

    def test_are_not_kept_where_the_site_asks_before_it_serves_them(self) -> None:
        def refuse_outsiders(page: Any, request: Any, args: Any, kwargs: Any) -> Any:
            inside = request.META["REMOTE_ADDR"] == "127.0.0.1"
            return None if inside else HttpResponse("inside only", status=403)

        assert not is_copy(ENTRY)
        with hooks.register_temporarily("before_serve_page", refuse_outsiders):
            assert not is_copy(ENTRY)
            assert Client(REMOTE_ADDR="198.51.100.7").get(ENTRY).status_code == 403

    def test_of_a_derived_type_are_not_kept_unless_it_says_so(self, monkeypatch: Any) -> None:
        monkeypatch.setattr(EntryMixin, "kept_by_page_cache", True)
        monkeypatch.delattr(EntryPage, "kept_by_page_cache")
        assert not is_copy(ENTRY)
        assert not is_copy(ENTRY)
