"""One predicate on every surface: what is withdrawn or restricted is gone from all at once."""

import pytest
from django.contrib.auth.models import Permission
from django.db import transaction
from django.urls import reverse
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.models import Locale, Page, PageViewRestriction

from tests.catalog.factories import (
    attach,
    create_category,
    create_entry,
    create_user,
    disclose,
    store_file,
)
from wagtail_disclosure.catalog.models import EntryPage
from wagtail_disclosure.review import actions

TITLE = "供水年报"


@pytest.fixture
def officer(db):
    user = create_user("officer")
    user.user_permissions.add(Permission.objects.get(codename="withdraw"))
    return user


@pytest.fixture
def stored(db):
    return store_file()


@pytest.fixture
def entry(catalog, unit, stored) -> EntryPage:
    """An entry with a file, public in two languages."""
    category = create_category(catalog, "01")
    entry = create_entry(category, unit, TITLE)
    attach(entry, stored)
    english = Locale.objects.get(language_code="en")
    versions = []
    for page in (category, entry):
        version = Page.objects.get(pk=page.pk).specific.copy_for_translation(english)
        version.save_revision()
        versions.append(version)
    disclose(catalog, category, entry, catalog.get_translation(english), *versions)
    return entry


@pytest.fixture
def alias(entry, catalog) -> EntryPage:
    other = create_category(catalog, "02")
    disclose(other)
    action = CreatePageAliasAction(entry, parent=Page.objects.get(pk=other.pk))
    return action.execute(skip_permission_checks=True)


def opens(client, address: str) -> bool:
    response = client.get(address)
    return response.status_code == 200 and bool(response.getvalue())


def hits(client) -> int:
    return client.get("/zh-hans/search/", {"q": TITLE}).context["count"]


class TestAWithdrawnEntry:
    def test_is_gone_in_every_language_with_aliases_and_files(
        self, client, entry, alias, stored, officer
    ) -> None:
        english = entry.get_translation(Locale.objects.get(language_code="en"))
        places = [entry.url, english.url, alias.url, stored.get_absolute_url()]
        assert [opens(client, place) for place in places] == [True] * 4
        actions.withdraw(entry, by=officer, reason="数据有误")
        assert [opens(client, place) for place in places] == [False] * 4

    def test_is_forgotten_by_the_search_before_the_transaction_ends(
        self, client, entry, officer
    ) -> None:
        assert hits(client) == 1
        with transaction.atomic():
            actions.withdraw(entry, by=officer, reason="数据有误")
            assert hits(client) == 0
            left = EntryPage.objects.filter(pk__in=EntryPage.objects.disclosed())
            assert not left.search(TITLE)

    def test_is_left_out_of_lists_and_the_sitemap(self, client, entry, officer) -> None:
        actions.withdraw(entry, by=officer, reason="数据有误")
        assert TITLE not in client.get(entry.get_parent().url).content.decode()
        assert entry.url not in client.get("/sitemap.xml").content.decode()


class TestARestrictedEntry:
    def test_is_left_out_until_the_restriction_goes(self, client, entry, stored) -> None:
        # Both languages show the same file.
        for version in entry.get_translations(inclusive=True):
            PageViewRestriction.objects.create(page=version, restriction_type="login")
        assert self.surfaces(client, entry, stored) == [False] * 4
        PageViewRestriction.objects.all().delete()
        assert self.surfaces(client, entry, stored) == [True] * 4

    def test_is_left_out_below_a_restricted_category(self, client, entry, stored) -> None:
        for version in entry.get_translations(inclusive=True):
            above = version.get_parent()
            PageViewRestriction.objects.create(page=above, restriction_type="login")
        assert hits(client) == 0
        assert not opens(client, stored.get_absolute_url())

    @staticmethod
    def surfaces(client, entry, stored) -> list[bool]:
        return [
            hits(client) == 1,
            TITLE in client.get(entry.get_parent().url).content.decode(),
            entry.url in client.get("/sitemap.xml").content.decode(),
            opens(client, stored.get_absolute_url()),
        ]


class TestCaches:
    def test_may_not_answer_for_public_pages_and_files(self, client, entry, stored) -> None:
        for address in (entry.url, entry.get_parent().url, stored.get_absolute_url()):
            response = client.get(address)
            assert "no-cache" in response["Cache-Control"]
            assert "private" in response["Cache-Control"]
            assert response.getvalue()

    def test_may_not_keep_previews(self, client, entry) -> None:
        client.force_login(create_user("root", is_superuser=True))
        response = client.get(reverse("wagtailadmin_pages:view_draft", args=[entry.pk]))
        assert response.status_code == 200
        assert "no-store" in response["Cache-Control"]


class TestPreviews:
    def test_are_not_for_people_without_the_right_to_edit(self, client, entry) -> None:
        reader = create_user("reader")
        reader.user_permissions.add(Permission.objects.get(codename="access_admin"))
        client.force_login(reader)
        for name in ("view_draft", "preview_on_edit"):
            address = reverse(f"wagtailadmin_pages:{name}", args=[entry.pk])
            response = client.get(address)
            assert response.status_code in (302, 403)
            assert TITLE not in response.content.decode()
