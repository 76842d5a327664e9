"""Entries of the index are those that the stock index would write."""

import pytest
from django.db.models.functions import Length
from modelsearch.backends.database.postgres.postgres import PostgresIndex
from wagtail.models import Page, Site
from wagtail.search.backends import get_search_backend
from wagtail.search.models import IndexEntry

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

COLUMNS = ("object_id", "title", "autocomplete", "body")
TITLES = ("上海市供水管理条例", "Plan: a'b \\ %s :*", "!", "2025年 Water")


def entries() -> list[tuple]:
    texts = [name for name in ("title_text", "body_text") if hasattr(IndexEntry, name)]
    return list(IndexEntry.objects.order_by("object_id").values_list(*COLUMNS, *texts))


@pytest.fixture
def pages() -> list[Page]:
    root = Site.objects.get().root_page
    for place, title in enumerate(TITLES):
        root.add_child(instance=Page(title=title, slug=f"p{place}"))
    return list(Page.objects.all())


def test_they_are_the_stock_ones(pages):
    index = get_search_backend().get_index_for_model(Page)
    index.add_items(Page, pages)
    ours = entries()
    PostgresIndex.add_items(index, Page, [index.document(page) for page in pages])
    assert ours == entries()
    assert len(ours) >= len(TITLES)


def test_titles_are_normed_by_their_average_length(pages):
    IndexEntry.objects.all().delete()
    index = get_search_backend().get_index_for_model(Page)
    index.add_items(Page, pages)
    rows = IndexEntry.objects.annotate(length=Length("title"))
    lengths = [row.length for row in rows if row.length]
    average = sum(lengths) / len(lengths)
    norms = {row.length: row.title_norm for row in rows}
    assert norms == {n: pytest.approx(average / n) if n else 1 for n in norms}
    index.add_items(Page, pages[:1])
    assert norms == {row.length: pytest.approx(row.title_norm) for row in rows.all()}


def test_nothing_to_write_is_no_statement(django_assert_num_queries):
    index = get_search_backend().get_index_for_model(Page)
    with django_assert_num_queries(0):
        index.add_items(Page, [])
