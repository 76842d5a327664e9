"""The inner parts of the stock backends that ours build on, as far as they may change unseen.

If one of these tests fails after an upgrade, compare the module it names with the one in
``wagtail_disclosure/core/search`` before anything else.
"""

from inspect import signature

import pytest
from django.utils.module_loading import import_string
from modelsearch.backends import database
from modelsearch.index import AutocompleteField, SearchField
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

SQLITE = "modelsearch.backends.database.sqlite"
POSTGRESQL = "modelsearch.backends.database.postgres"

SQLITE_SIGNATURES = {
    f"{SQLITE}.sqlite.ObjectIndexer": "(obj, backend)",
    f"{SQLITE}.sqlite.ObjectIndexer.prepare_field": "(self, obj, field)",
    f"{SQLITE}.sqlite.SQLiteIndex.add_items": "(self, model, objs)",
    f"{SQLITE}.sqlite.SQLiteIndex._refresh_title_norms": "(self, full=False)",
    f"{SQLITE}.sqlite.SQLiteSearchQueryCompiler.build_search_query": "(self, query, config=None)",
    f"{SQLITE}.sqlite.SQLiteSearchQueryCompiler.build_search_query_content": (
        "(self, query, config=None)"
    ),
    f"{SQLITE}.sqlite.SQLiteSearchQueryCompiler.search": (
        "(self, config, start, stop, score_field=None)"
    ),
    f"{SQLITE}.query.Lexeme": "(value, output_field=None, *, prefix=False, weight=None)",
    f"{SQLITE}.query.MatchExpression": (
        "(columns: list[str], query: "
        "modelsearch.backends.database.sqlite.query.SearchQueryCombinable) -> None"
    ),
}
POSTGRESQL_SIGNATURES = {
    f"{POSTGRESQL}.postgres.ObjectIndexer": "(obj, backend)",
    f"{POSTGRESQL}.postgres.ObjectIndexer.prepare_field": "(self, obj, field)",
    f"{POSTGRESQL}.postgres.ObjectIndexer.as_vector": "(self, texts, for_autocomplete=False)",
    f"{POSTGRESQL}.postgres.PostgresIndex.add_items": "(self, model, objs)",
    f"{POSTGRESQL}.postgres.PostgresIndex._refresh_title_norms": "(self, full=False)",
    f"{POSTGRESQL}.postgres.PostgresSearchQueryCompiler.build_tsquery_content": (
        "(self, query, config=None, invert=False)"
    ),
    f"{POSTGRESQL}.postgres.PostgresSearchQueryCompiler.get_fields_vectors": (
        "(self, search_query)"
    ),
    f"{POSTGRESQL}.postgres.PostgresSearchQueryCompiler.get_index_vectors": (
        "(self, search_query)"
    ),
    f"{POSTGRESQL}.postgres.PostgresSearchQueryCompiler.get_search_vectors": (
        "(self, search_query)"
    ),
    f"{POSTGRESQL}.postgres.PostgresSearchQueryCompiler.search": (
        "(self, config, start, stop, score_field=None, backend=None)"
    ),
    f"{POSTGRESQL}.postgres.PostgresSearchQueryCompiler._build_rank_expression": (
        "(self, vectors, config)"
    ),
    f"{POSTGRESQL}.postgres.PostgresSearchQueryCompiler._apply_ordering_and_scoring": (
        "(self, queryset, rank_expression, start, stop, score_field=None)"
    ),
    f"{POSTGRESQL}.query.Lexeme": (
        "(value, output_field=None, *, invert=False, prefix=False, weight=None)"
    ),
}


def signatures(names):
    return {name: str(signature(named(name))) for name in names}


def named(name):
    """A class, function or method by its dotted name."""
    try:
        return import_string(name)
    except ImportError:
        owner, _dot, attribute = name.rpartition(".")
        return getattr(import_string(owner), attribute)


@pytest.mark.sqlite
def test_the_overridden_parts_of_the_sqlite_backend_are_unchanged():
    assert signatures(SQLITE_SIGNATURES) == SQLITE_SIGNATURES


@pytest.mark.sqlite
def test_the_columns_of_the_full_text_table_are_in_the_order_of_the_weights(db):
    table = named(f"{SQLITE}.sqlite.SQLiteFTSIndexEntry")._meta.db_table
    with database.connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pragma_table_info(%s)", [table])
        assert [name for (name,) in cursor.fetchall()] == ["autocomplete", "body", "title"]


@pytest.mark.postgresql
def test_the_overridden_parts_of_the_postgresql_backend_are_unchanged():
    assert signatures(POSTGRESQL_SIGNATURES) == POSTGRESQL_SIGNATURES


def test_the_stock_indexer_gives_field_and_text_first_and_last(db):
    backend = get_search_backend()
    indexer_of = named(f"{type(backend).__module__}.ObjectIndexer")
    indexer = indexer_of(Page(title="供水"), backend)
    prepared = [
        prepared
        for field in indexer.search_fields
        for prepared in indexer.prepare_field(indexer.obj, field)
    ]
    assert {type(field) for field, *_weight, _text in prepared} == {SearchField, AutocompleteField}
    assert {text for _field, *_weight, text in prepared} == {"供水"}


def test_the_setting_gives_our_backend_for_this_database(db):
    assert type(get_search_backend()).__module__.startswith("wagtail_disclosure.core.search.")


def test_the_stock_backends_are_named_as_the_choice_expects(db):
    ours = get_search_backend()
    assert type(ours).__mro__[1] is type(database.SearchBackend({}))
