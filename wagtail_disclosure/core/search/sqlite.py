"""Segmented search on SQLite's FTS5."""

from django.db.models import Func, OuterRef, Subquery, TextField
from django.db.models.fields import FloatField
from django.db.models.functions import Cast
from modelsearch.backends.database.sqlite.query import (
    Lexeme,
    MatchExpression,
    SearchQueryExpression,
    normalize,
)
from modelsearch.backends.database.sqlite.sqlite import (
    IndexEntry,
    ObjectIndexer,
    SQLiteAutocompleteQueryCompiler,
    SQLiteFTSIndexEntry,
    SQLiteIndex,
    SQLiteSearchBackend,
    SQLiteSearchQueryCompiler,
)
from modelsearch.query import MatchAll, Not, Phrase, PlainText
from modelsearch.utils import AND, OR, get_descendants_content_types_pks

from wagtail_disclosure.core.search.documents import ComparableIndex
from wagtail_disclosure.core.search.queries import SearchableQueryMixin
from wagtail_disclosure.core.search.segmentation import parse_query


class SegmentedSQLiteIndex(ComparableIndex, SQLiteIndex):
    indexer_class = ObjectIndexer

    def _refresh_title_norms(self, full=False):
        """Leave them alone: they cost a look at the whole index, and FTS5 ranks without them."""


class Relevance(Func):
    """FTS5's rank of a match, lower is better, with a weight for each column of the table."""

    output_field = FloatField()

    def __init__(self, *, autocomplete: float, body: float, title: float) -> None:
        super().__init__()
        # In the order in which the stock migration declares the columns.
        self.weights = (autocomplete, body, title)

    def as_sql(self, compiler, connection, **extra_context):
        weights = ", ".join(str(weight) for weight in self.weights)
        return f"bm25({SQLiteFTSIndexEntry._meta.db_table}, {weights})", []


class ScoreOfMatch(Func):
    """The score of an entry of the index, looked up among all matches, which are computed once.

    The stock backend searches again for each row, so that its time grows with the square of the
    number of matches. MATERIALIZED forbids SQLite to do the same here.
    """

    output_field = FloatField()
    template = (
        "(WITH matched(entry, score) AS MATERIALIZED %(matches)s"
        " SELECT score FROM matched WHERE entry = %(entry)s)"
    )

    def __init__(self, matches, entry) -> None:
        super().__init__(Subquery(matches.values("pk", "score")), Subquery(entry.values("pk")))

    def as_sql(self, compiler, connection, **extra_context):
        matches, entry = self.get_source_expressions()
        matches_sql, matches_params = compiler.compile(matches)
        entry_sql, entry_params = compiler.compile(entry)
        sql = self.template % {"matches": matches_sql, "entry": entry_sql}
        return sql, (*matches_params, *entry_params)


class SegmentedSQLiteQueryCompiler(SearchableQueryMixin, SQLiteSearchQueryCompiler):
    relevance = Relevance(autocomplete=0, body=1, title=4)

    def build_search_query_content(self, query, config=None):
        if not isinstance(query, (PlainText, Phrase)):
            return super().build_search_query_content(query, config=config)
        parts = parse_query(query.query_string)
        lexemes = [Lexeme(" ".join(part.phrase)) for part in parts]
        if isinstance(query, PlainText) and parts[-1].ends_in_word:
            lexemes[-1].prefix = self.LAST_TERM_IS_PREFIX
        combine = OR if getattr(query, "operator", "and") == "or" else AND
        return combine([SearchQueryExpression(lexeme, config=config) for lexeme in lexemes])

    def get_columns(self) -> list[str]:
        """The columns of the index to search; it keeps all fields but the title in one."""
        if self.fields is None:
            return self.FTS_TABLE_FIELDS
        return sorted({"title" if field == "title" else "body" for field in self.fields})

    def get_entries(self):
        """The entries of the index for the searched model and those derived from it."""
        content_types = get_descendants_content_types_pks(self.queryset.model)
        return IndexEntry.objects.filter(content_type__in=content_types)

    def get_matches(self, query, config):
        """All rows of the full-text table that match.

        The table is asked alone: joined with the entries, SQLite may go through these one by one.
        """
        search_query = self.build_search_query(query, config=config)
        return SQLiteFTSIndexEntry.objects.filter(MatchExpression(self.get_columns(), search_query))

    def search(self, config, start, stop, score_field=None):
        query = normalize(self.query)
        if isinstance(query, MatchAll):
            return self.queryset[start:stop]
        if isinstance(query, Not):
            return self.search_without(query.subquery, config)[start:stop]
        matches = self.get_matches(query, config)
        found = self.queryset.filter(pk__in=self.get_keys(matches))
        if self.order_by_relevance or score_field:
            score_field = score_field or "_score"
            found = found.annotate(**{score_field: self.get_score(matches)})
        if self.order_by_relevance:
            found = found.order_by(score_field, "-pk")
        return in_stable_order(found)[start:stop]

    def search_without(self, query, config):
        """What does not match, and therefore has no score."""
        if isinstance(query, MatchAll):
            return self.queryset.none()
        excluded = self.get_keys(self.get_matches(query, config))
        return in_stable_order(self.queryset.exclude(pk__in=excluded))

    def get_keys(self, matches):
        return self.get_entries().filter(pk__in=matches.values("pk")).values("object_id")

    def get_score(self, matches) -> ScoreOfMatch:
        key = Cast(OuterRef("pk"), TextField())
        return ScoreOfMatch(
            matches.annotate(score=self.relevance), self.get_entries().filter(object_id=key)[:1]
        )


class SegmentedSQLiteAutocompleteQueryCompiler(
    SegmentedSQLiteQueryCompiler, SQLiteAutocompleteQueryCompiler
):
    relevance = Relevance(autocomplete=1, body=0, title=0)

    def get_columns(self) -> list[str]:
        return self.FTS_TABLE_FIELDS


def in_stable_order(queryset):
    """Order a queryset without an order, lest an object is on two pages of results or none."""
    return queryset if queryset.query.order_by else queryset.order_by("-pk")


class SegmentedSQLiteBackend(SQLiteSearchBackend):
    index_class = SegmentedSQLiteIndex
    query_compiler_class = SegmentedSQLiteQueryCompiler
    autocomplete_query_compiler_class = SegmentedSQLiteAutocompleteQueryCompiler
