"""The rows that a search reads follow the index and the rows of lists: on PostgreSQL."""

from datetime import date

import pytest
from django.core.management import call_command
from wagtail.models import Locale
from wagtail.search import index

from tests.catalog.factories import attach, create_category, create_entry, disclose, store_file
from wagtail_disclosure.catalog.finding.file_texts import read_files_of
from wagtail_disclosure.catalog.finding.matching import countable_rows, public_rows, ranked
from wagtail_disclosure.catalog.finding.ranking import keys_with
from wagtail_disclosure.catalog.models import EntryPage, PublicEntry, SearchedEntry
from wagtail_disclosure.catalog.projection.rebuilding import rebuild
from wagtail_disclosure.catalog.projection.searched import write_searched, wrong_searched
from wagtail_disclosure.catalog.projection.verifying import verify_projection
from wagtail_disclosure.review.verification import mending

pytestmark = pytest.mark.django_db
postgresql = pytest.mark.postgresql
STOCK = {"default": {"BACKEND": "wagtail.search.backends.database"}}


@pytest.fixture
def category(catalog):
    category = create_category(catalog, "01", "类别")
    disclose(catalog, category)
    return category


@pytest.fixture
def entry(category, unit) -> EntryPage:
    return create_entry(category, unit)


def found(words: str) -> set[int]:
    return set(SearchedEntry.objects.filter(pk__in=keys_with(words)).values_list("pk", flat=True))


@postgresql
def test_are_there_from_publication_to_withdrawal(entry) -> None:
    assert found("供水") == set()
    disclose(entry)
    assert found("供水") == {entry.pk}
    EntryPage.objects.get(pk=entry.pk).unpublish()
    assert not SearchedEntry.objects.exists()


@postgresql
def test_follow_a_new_text(entry) -> None:
    disclose(entry)
    stored = EntryPage.objects.get(pk=entry.pk)
    stored.title = "排水公告"
    stored.save_revision()
    assert found("供水") == {entry.pk}
    disclose(entry)
    assert (found("供水"), found("排水")) == (set(), {entry.pk})


@postgresql
def test_follow_what_the_entry_is_counted_by(entry) -> None:
    disclose(entry)
    before = SearchedEntry.objects.get()
    stored = EntryPage.objects.get(pk=entry.pk)
    stored.effective_on = date(2024, 5, 1)
    stored.save_revision()
    disclose(entry)
    row = SearchedEntry.objects.get()
    assert (row.effective_on, row.clearance_id) == (
        date(2024, 5, 1),
        PublicEntry.objects.get().clearance_id,
    )
    assert row.clearance_id != before.clearance_id
    assert wrong_searched([entry.pk]) == []


@postgresql
def test_one_left_behind_shows_nothing(entry) -> None:
    disclose(entry)
    left = SearchedEntry.objects.get()
    EntryPage.objects.get(pk=entry.pk).unpublish()
    SearchedEntry.objects.bulk_create([left])
    assert found("供水") == {entry.pk}
    locale = Locale.objects.get(language_code="zh-hans")
    assert countable_rows(locale, "供水").count() == 0
    assert public_rows(locale, "供水").count() == 0
    assert ranked(locale, "供水")[:20] == []
    assert [problem.object_id for problem in verify_projection()] == [str(entry.pk)]
    assert rebuild().changed_searched == 1
    assert not SearchedEntry.objects.exists()


@postgresql
def test_go_with_the_page(entry) -> None:
    disclose(entry)
    EntryPage.objects.get(pk=entry.pk).delete()
    assert not SearchedEntry.objects.exists()


@postgresql
def test_have_the_words_of_files(entry) -> None:
    attach(entry, store_file("note.txt", "管网漏损率".encode()))
    disclose(entry)
    read_files_of(entry.pk)
    assert found("漏损") == {entry.pk}


@postgresql
def test_are_rebuilt_and_verified(category, unit) -> None:
    entries = [create_entry(category, unit, f"供水条目{n}") for n in range(3)]
    disclose(*entries)
    keys = [entry.pk for entry in entries]
    SearchedEntry.objects.filter(pk=keys[0]).delete()
    SearchedEntry.objects.filter(pk=keys[1]).update(terms="x")
    assert wrong_searched(keys) == keys[:2]
    problems = list(verify_projection())
    assert [(problem.code, problem.object_id) for problem in problems] == [
        ("projection_searched", str(key)) for key in keys[:2]
    ]
    assert mending.remake(problems[0])
    assert rebuild().changed_searched == 1
    assert found("条目") == set(keys)
    assert (list(verify_projection()), rebuild().changed_searched) == ([], 0)


@postgresql
def test_are_made_by_updating_the_index_too(entry) -> None:
    disclose(entry)
    SearchedEntry.objects.all().delete()
    call_command("wagtail_update_index", verbosity=0)
    assert found("供水") == {entry.pk}


def test_are_not_kept_by_another_search(entry, settings) -> None:
    settings.WAGTAILSEARCH_BACKENDS = STOCK
    disclose(entry)
    index.insert_or_update_object(EntryPage.objects.get(pk=entry.pk))
    assert PublicEntry.objects.exists()
    assert not SearchedEntry.objects.exists()
    assert (write_searched([entry.pk]), wrong_searched([entry.pk])) == (0, [])
