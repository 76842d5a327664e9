"""Links that lead nowhere, files that nothing holds, and what expires."""

from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Page, PageViewRestriction

from tests.catalog.agency import create_body, create_catalog, create_unit, translate_home
from tests.catalog.factories import (
    attach,
    create_category,
    create_entry,
    create_user,
    disclose,
    store_file,
)
from wagtail_disclosure.catalog.lifecycle.checking import check_links
from wagtail_disclosure.catalog.lifecycle.other_sites import is_public, verdict_on
from wagtail_disclosure.catalog.models import BrokenLink, CategoryPage, EntryPage
from wagtail_disclosure.core import days
from wagtail_disclosure.core.models import InformationOfficer, Unit

pytestmark = pytest.mark.django_db
REPORT = "disclosure_lifecycle"


@pytest.fixture(scope="module", autouse=True)
def built(preset: None, django_db_blocker: Any) -> None:
    """Two units, and an entry that others link to, once for the module."""
    with django_db_blocker.unblock():
        body = create_body()
        supply = create_unit(body)
        drainage = Unit.objects.create(body=body, code="drainage", name={"en": "Drainage"})
        body.office = Unit.objects.create(body=body, code="office", name={"en": "Office"})
        body.save()
        translate_home()
        catalog = create_catalog()
        category = create_category(catalog, "01")
        target = create_entry(category, drainage, "目标")
        disclose(catalog, category, target)
        link = f'<p><a linktype="page" id="{target.pk}">见此</a></p>'
        source = create_entry(category, supply, "来源", body=[("paragraph", link)])
        disclose(source)
        for name, unit in (("officer", supply), ("other", drainage), ("office", body.office)):
            user = create_user(name)
            user.user_permissions.add(Permission.objects.get(codename="access_admin"))
            InformationOfficer.objects.create(unit=unit, user=user)
        create_user("admin", is_superuser=True)


@pytest.fixture(autouse=True)
def speak_english():
    with translation.override("en"):
        yield


@pytest.fixture
def target():
    return EntryPage.objects.get(title="目标")


def report(client, name, **query):
    client.force_login(get_user_model().objects.get(username=name))
    response = client.get(reverse(REPORT), query)
    assert response.status_code == 200
    return response


def sources(client, name="officer"):
    return [row["page"].title for row in report(client, name).context["rows"]]


@pytest.mark.parametrize(
    "hide",
    [
        lambda page: page.unpublish(),
        lambda page: PageViewRestriction.objects.create(page=page, restriction_type="login"),
    ],
)
def test_a_link_is_broken_once_visitors_do_not_see_its_page(client, target, hide):
    assert sources(client) == []
    hide(target)
    assert sources(client) == ["来源"]
    # The text is the other unit's.
    assert sources(client, "other") == []
    assert sources(client, "office") == ["来源"]


def test_a_draft_of_another_unit_is_not_named(client, target):
    target.unpublish()
    Page.objects.filter(pk=target.pk).update(title="别人的草稿")
    assert "别人的草稿" not in report(client, "officer").content.decode()
    assert "别人的草稿" in report(client, "admin").content.decode()


def dead(client, name="officer"):
    rows = report(client, name, show="dead").context["rows"]
    return [(link.page.title, link.reason) for link in rows]


def test_a_link_is_dead_once_its_page_is_deleted(client, target):
    call_command("disclosure_check_links")
    assert dead(client) == []
    target.delete()
    call_command("disclosure_check_links")
    assert dead(client) == [("来源", "deleted")]
    assert dead(client, "other") == []
    said = report(client, "officer", show="dead").content.decode()
    assert "页面已删除" in said
    assert "见此" in said
    EntryPage.objects.get(title="来源").unpublish()
    assert dead(client) == []
    call_command("disclosure_check_links")
    assert not BrokenLink.objects.exists()


GOOD, LOST = "https://good.example/a?b=1&c=2", "https://lost.example/"


@pytest.fixture
def linked() -> None:
    text = f'<p><a href="{LOST}">1</a> <a href="{GOOD.replace("&", "&amp;")}">2</a></p>'
    text += '<p><a href="#here">3</a> <a href="mailto:a@b.example">4</a></p>'
    category, unit = CategoryPage.objects.get(), Unit.objects.get(code="supply")
    disclose(create_entry(category, unit, "别处", body=[("paragraph", text)]))


@pytest.mark.usefixtures("linked")
def test_other_sites_are_asked_where_the_settings_say_so(client, settings):
    asked = []

    def ask(address: str) -> Any:
        asked.append(address)
        return BrokenLink.Reason.REFUSED if address == LOST else None

    assert check_links(now=timezone.now(), ask=ask) == 0
    assert asked == []
    settings.WAGTAIL_DISCLOSURE = {**settings.WAGTAIL_DISCLOSURE, "CHECK_EXTERNAL_LINKS": True}
    assert check_links(now=timezone.now(), ask=ask) == 1
    assert sorted(asked) == [GOOD, LOST]
    assert dead(client) == [("别处", "refused")]


class Site(BaseHTTPRequestHandler):
    """Answers as the path says; the head alone it refuses at ``/whole``."""

    def do_HEAD(self) -> None:
        self._answer(405 if self.path == "/whole" else None)

    def do_GET(self) -> None:
        self._answer(200 if self.path == "/whole" else None)

    def _answer(self, status: int | None) -> None:
        self.send_response(status or int(self.path[1:4]))
        if self.path.startswith("/302"):
            self.send_header("Location", self.path[4:] or self.path)
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Site)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_address_is_broken_where_its_site_says_so_or_does_not_answer(site):
    def verdict(path: str) -> Any:
        return verdict_on(f"{site}{path}", may_ask=lambda address: True)

    assert [verdict(path) for path in ("/200", "/whole", "/403", "/500")] == [None] * 4
    assert [verdict(path) for path in ("/404", "/410")] == [BrokenLink.Reason.REFUSED] * 2
    assert [verdict("/302/200"), verdict("/302/404")] == [None, BrokenLink.Reason.REFUSED]
    unreachable = BrokenLink.Reason.UNREACHABLE
    assert verdict("/302ftp://127.0.0.1/") == unreachable
    assert verdict("/302") == unreachable
    assert verdict_on("http://127.0.0.1:1/", may_ask=lambda address: True) == unreachable


def test_nothing_is_sent_to_a_machine_that_may_not_be_asked(site):
    asked = []

    def may_ask(address: str) -> bool:
        asked.append(address)
        # Only the first of them: the answer leads to the same machine.
        return len(asked) == 1

    assert verdict_on(f"{site}/404") is None
    assert verdict_on(f"{site.replace('http:', 'https:')}/404") is None
    assert verdict_on(f"{site}/302/404", may_ask=may_ask) is None
    assert asked == ["127.0.0.1", "127.0.0.1"]


@pytest.mark.parametrize(
    ("address", "answer"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False),
        ("10.0.0.1", False),
        ("169.254.1.1", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("::ffff:10.0.0.1", False),
        ("::10.0.0.1", False),
        ("fec0::1", False),
        ("2002:a00:1::", False),
        ("64:ff9b::a00:1", False),
    ],
)
def test_only_addresses_of_the_public_internet_are_asked(address, answer):
    assert is_public(address) is answer


def test_files_are_unheld_until_a_row_holds_them_and_are_for_the_office(client, target):
    lost, drafted, held = (store_file(name) for name in ("lost.pdf", "drafted.pdf", "held.pdf"))
    entry = create_entry(CategoryPage.objects.get(), target.responsible_unit, "附件")
    attach(entry, held)
    draft = EntryPage.objects.get(pk=entry.pk)
    draft.attachments = [type(draft.attachments.first())(stored_file=drafted)]
    draft.save_revision()
    rows = report(client, "office", show="files").context["rows"]
    found = {row["file"].name: row["is_in_draft"] for row in rows}
    assert found == {"lost.pdf": False, "drafted.pdf": True}
    assert lost.file.storage.exists(lost.file.name)
    response = report(client, "officer", show="files")
    assert response.context["shown"] == "links"
    assert "lost.pdf" not in response.content.decode()


def test_what_expired_or_is_about_to_is_listed(client, target):
    today = days.today()
    category, unit = CategoryPage.objects.get(), Unit.objects.get(code="supply")
    for title, after in (("将到期", 30), ("已到期", -30), ("很远", 300), ("很久", -800)):
        on = today + timedelta(days=after)
        disclose(create_entry(category, unit, title, expires_on=on, created_on=None))
    page = report(client, "officer", show="expiry")
    assert [entry.title for entry in page.context["rows"]] == ["将到期", "已到期"]
    assert report(client, "other", show="expiry").context["rows"] == []


def test_nobody_sees_it_who_answers_for_no_unit(client):
    user = create_user("nobody")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    assert client.get(reverse(REPORT)).status_code == 302
