"""What was written into a row past the guard is not what visitors get to see."""

import pytest
from django.core.files.base import ContentFile
from wagtail.models import Page

from tests.catalog.factories import PDF, attach, create_category, create_entry, disclose, store_file
from wagtail_disclosure.catalog.models import CatalogPage, CategoryPage, EntryAttachment, EntryPage
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.models import StoredFile, Unit

SECRET = "机密"


@pytest.fixture
def entry(catalog, unit) -> EntryPage:
    category = create_category(catalog, "01", "供水")
    entry = create_entry(category, unit, "供水年报", summary="供水概述")
    disclose(catalog, category, entry)
    return entry


def write(body) -> None:
    """As an SQL console would: every text of every page."""
    Page.objects.filter(depth__gt=2).update(title=SECRET, draft_title=SECRET)
    CatalogPage.objects.update(introduction=SECRET)
    CategoryPage.objects.update(code=SECRET, summary=SECRET)
    other = Unit.objects.create(body=body, code="other", name={"zh-hans": SECRET})
    EntryPage.objects.update(
        summary=SECRET, document_number=SECRET, index_number=SECRET, responsible_unit=other
    )


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("/zh-hans/catalog/", "供水"),
        ("/zh-hans/search/?q=供水", "年报"),
    ],
)
def test_lists_show_what_was_cleared(client, entry, body, address, shown) -> None:
    write(body)
    # The catalog answers for its own text when it is served.
    CatalogPage.objects.update(introduction="")
    Page.objects.filter(depth=3).update(title="政府信息公开目录")
    content = client.get(address).content.decode()
    assert shown in content
    assert SECRET not in content


def test_a_category_lists_its_entries_as_they_were_cleared(client, entry, body) -> None:
    Page.objects.filter(pk=entry.pk).update(title=SECRET)
    EntryPage.objects.update(summary=SECRET, document_number=SECRET)
    content = client.get(entry.get_parent().url).content.decode()
    assert "供水年报" in content
    assert SECRET not in content


def test_the_way_to_a_page_is_shown_as_it_was_cleared(client, entry, body) -> None:
    Page.objects.filter(depth__gt=2).exclude(pk=entry.pk).update(title=SECRET)
    CategoryPage.objects.update(code=SECRET)
    content = client.get(entry.url).content.decode()
    assert "政府信息公开目录" in content
    assert SECRET not in content


def test_the_page_itself_does_not_exist(client, entry, body) -> None:
    write(body)
    assert client.get(entry.url).status_code == 404


class TestFiles:
    def test_added_past_the_guard_stay_closed(self, client, entry) -> None:
        stored = StoredFile.store(
            ContentFile(b"%PDF-1.7 secret"),
            name="secret.pdf",
            content_type="application/pdf",
            by=Actor.software("test"),
        )
        EntryAttachment.objects.bulk_create([EntryAttachment(page=entry, stored_file=stored)])
        assert client.get(stored.get_absolute_url()).status_code == 404
        assert not EntryAttachment.objects.disclosed().exists()

    def test_that_were_cleared_stay_open_beside_them(self, client, catalog, unit) -> None:
        category = create_category(catalog, "01")
        entry = create_entry(category, unit)
        stored = store_file()
        attach(entry, stored)
        disclose(catalog, category, entry)
        other = store_file("other.pdf", b"%PDF-1.7 other")
        EntryAttachment.objects.bulk_create([EntryAttachment(page=entry, stored_file=other)])

        assert client.get(stored.get_absolute_url()).getvalue() == PDF
        assert client.get(other.get_absolute_url()).status_code == 404

    def test_of_the_same_bytes_do_not_open_under_another_name(self, client, catalog, unit) -> None:
        category = create_category(catalog, "01")
        entry = create_entry(category, unit)
        stored = store_file('年报 "2026".pdf')
        attach(entry, stored)
        disclose(catalog, category, entry)
        secret = store_file(f"{SECRET}.pdf")
        assert secret.sha256 == stored.sha256
        EntryAttachment.objects.bulk_create([EntryAttachment(page=entry, stored_file=secret)])

        assert EntryAttachment.objects.disclosed().get().stored_file == stored
        assert client.get(stored.get_absolute_url()).getvalue() == PDF
        assert client.get(secret.get_absolute_url()).status_code == 404
