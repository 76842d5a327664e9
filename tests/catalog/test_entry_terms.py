"""The terms of public entries follow the index and the rows: on PostgreSQL."""

import pytest
from django.core.management import call_command
from wagtail.search import index

from tests.catalog.factories import attach, create_category, create_entry, disclose, store_file
from wagtail_disclosure.catalog.finding.file_texts import read_files_of
from wagtail_disclosure.catalog.finding.ranking import keys_with
from wagtail_disclosure.catalog.models import EntryPage, EntryTerms, PublicEntry
from wagtail_disclosure.catalog.projection.rebuilding import rebuild
from wagtail_disclosure.catalog.projection.terms import write_terms, wrong_terms
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
    return set(EntryTerms.objects.filter(pk__in=keys_with(words)).values_list("pk", flat=True))


@postgresql
def test_are_there_from_publication_to_withdrawal(entry) -> None:
    assert found("供水") == set()
    disclose(entry)
    assert found("供水") == {entry.pk}
    EntryPage.objects.get(pk=entry.pk).unpublish()
    assert not EntryTerms.objects.exists()


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
def test_go_with_the_page(entry) -> None:
    disclose(entry)
    EntryPage.objects.get(pk=entry.pk).delete()
    assert not EntryTerms.objects.exists()


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
    EntryTerms.objects.filter(pk=keys[0]).delete()
    EntryTerms.objects.filter(pk=keys[1]).update(terms="x")
    assert wrong_terms(keys) == keys[:2]
    problems = list(verify_projection())
    assert [(problem.code, problem.object_id) for problem in problems] == [
        ("projection_terms", str(key)) for key in keys[:2]
    ]
    assert mending.remake(problems[0])
    assert rebuild().changed_terms == 1
    assert found("条目") == set(keys)
    assert (list(verify_projection()), rebuild().changed_terms) == ([], 0)


@postgresql
def test_are_made_by_updating_the_index_too(entry) -> None:
    disclose(entry)
    EntryTerms.objects.all().delete()
    call_command("wagtail_update_index", verbosity=0)
    assert found("供水") == {entry.pk}


def test_are_not_kept_by_another_search(entry, settings) -> None:
    settings.WAGTAILSEARCH_BACKENDS = STOCK
    disclose(entry)
    index.insert_or_update_object(EntryPage.objects.get(pk=entry.pk))
    assert PublicEntry.objects.exists()
    assert not EntryTerms.objects.exists()
    assert (write_terms([entry.pk]), wrong_terms([entry.pk])) == (0, [])
