"""Segmented search on PostgreSQL's text search vectors."""

from functools import reduce
from operator import and_, or_

from django.contrib.postgres.search import SearchQuery
from django.db.models import Avg, Q
from django.db.models.functions import Length
from modelsearch.backends.database.postgres.postgres import (
    ObjectIndexer,
    PostgresAutocompleteQueryCompiler,
    PostgresIndex,
    PostgresSearchBackend,
    PostgresSearchQueryCompiler,
)
from modelsearch.backends.database.postgres.query import Lexeme
from modelsearch.query import Phrase, PlainText
from modelsearch.utils import AND, OR, get_content_type_pk

from wagtail_disclosure.core.search.documents import ComparableIndex, SegmentedDocument
from wagtail_disclosure.core.search.postgresql_writing import VectorIndexer, write_entries
from wagtail_disclosure.core.search.queries import SearchableQueryMixin
from wagtail_disclosure.core.search.segmentation import index_terms, parse_query
from wagtail_disclosure.core.search.terms import indexed

# PostgreSQL refuses a vector of more than 1 048 575 bytes, and with it the whole page. A term takes
# its own bytes, one for alignment, and four for its first position; the further positions of all
# terms together take 32 766 at most.
VECTOR_BYTES = 900_000
BYTES_BESIDES_TERM = 5
# Entries whose average length of titles stands for that of all.
LATEST = 500


def size_of(term: str) -> int:
    """The bytes that a term takes in a vector."""
    return len(term.encode()) + BYTES_BESIDES_TERM


class BoundedDocument(SegmentedDocument):
    """A document whose vectors PostgreSQL can store: the vocabulary of a huge text is cut off."""

    def __init__(self, indexer) -> None:
        self.vocabulary: set[str] = set()
        self.room = VECTOR_BYTES
        super().__init__(indexer)

    def segment(self, text: str) -> str:
        terms = index_terms(text)
        new = set(terms) - self.vocabulary
        size = sum(map(size_of, new))
        if size > self.room:
            return " ".join(term for term in terms if self.has_room_for(term))
        self.vocabulary |= new
        self.room -= size
        return " ".join(terms)

    def has_room_for(self, term: str) -> bool:
        if term in self.vocabulary:
            return True
        size = size_of(term)
        if size > self.room:
            return False
        self.vocabulary.add(term)
        self.room -= size
        return True


class SegmentedPostgreSQLIndex(ComparableIndex, PostgresIndex):
    indexer_class = ObjectIndexer
    document_class = BoundedDocument

    def add_items(self, model, objs):
        """The stock method, done in less time; see ``postgresql_writing``."""
        if not objs or not model.get_search_fields():
            return
        indexers = [VectorIndexer(self.document(obj), self.backend) for obj in objs]
        type_ = get_content_type_pk(model)
        write_entries(self.write_connection, type_, indexers, self.average_title())
        indexed.send(sender=model, keys=[obj.pk for obj in objs])

    def _refresh_title_norms(self, full=False):
        """After each addition the stock index would read all of itself; see ``average_title``."""
        if full:
            super()._refresh_title_norms(full=True)

    def average_title(self) -> float | None:
        """How many terms the titles of the latest entries have; None where there are none."""
        latest = self.entries.order_by("-pk")[:LATEST].values("pk")
        titled = self.entries.annotate(length=Length("title")).filter(length__gt=0)
        return titled.filter(pk__in=latest).aggregate(average=Avg("length"))["average"]


class SegmentedPostgreSQLQueryCompiler(SearchableQueryMixin, PostgresSearchQueryCompiler):
    def search(self, config, start, stop, score_field=None, backend=None):
        """As the stock method, but words are looked up in the indexes of title and body.

        The stock method asks for both joined, which no index has: PostgreSQL would join the
        vectors of everything that was ever indexed, for each search.
        """
        vectors = self.get_search_vectors(None)
        if not isinstance(self.query, (PlainText, Phrase)) or len(vectors) == 1:
            return super().search(config, start, stop, score_field, backend)
        names = {f"_vector_{place}_": vector for place, (vector, _boost) in enumerate(vectors)}
        found = self.queryset.alias(**names).filter(self.words_in_any_of(names, config))
        rank = self._build_rank_expression(vectors, config)
        return self._apply_ordering_and_scoring(found, rank, start, stop, score_field)

    def words_in_any_of(self, names, config):
        """The condition that each word of the query is in one of these vectors or another."""

        def is_in_one(lexeme):
            asked = SearchQuery(lexeme, search_type="raw", config=config)
            return reduce(or_, (Q(**{name: asked}) for name in names))

        parts = [reduce(and_, map(is_in_one, part)) for part in self.lexemes_of(self.query)]
        return reduce(or_ if is_any(self.query) else and_, parts)

    def build_tsquery_content(self, query, config=None, invert=False):
        if not isinstance(query, (PlainText, Phrase)):
            return super().build_tsquery_content(query, config=config, invert=invert)
        combine = OR if is_any(query) else AND
        # Not a phrase: a vector has no positions beyond 16 383 and at most 256 for each term.
        return SearchQuery(
            combine([AND(part) for part in self.lexemes_of(query)]),
            search_type="raw",
            config=config,
            invert=invert,
        )

    def lexemes_of(self, query):
        """The terms of each part of a query."""
        parts = parse_query(query.query_string)
        lexemes = [[Lexeme(term) for term in part.terms] for part in parts]
        if isinstance(query, PlainText) and parts[-1].ends_in_word:
            lexemes[-1][-1].prefix = self.LAST_TERM_IS_PREFIX
        return lexemes

    def get_fields_vectors(self, search_query):
        """The vectors to search for given fields; the index keeps all but the title in one.

        The stock method reads the fields from their tables, where they are not segmented.
        """
        title, body = self.get_index_vectors(search_query)
        vectors = [title] if "title" in self.fields else []
        return vectors + ([body] if set(self.fields) != {"title"} else [])


def is_any(query):
    """Whether any word will do."""
    return getattr(query, "operator", "and") == "or"


class SegmentedPostgreSQLAutocompleteQueryCompiler(
    SegmentedPostgreSQLQueryCompiler, PostgresAutocompleteQueryCompiler
):
    def get_fields_vectors(self, search_query):
        return self.get_index_vectors(search_query)


class SegmentedPostgreSQLBackend(PostgresSearchBackend):
    index_class = SegmentedPostgreSQLIndex
    query_compiler_class = SegmentedPostgreSQLQueryCompiler
    autocomplete_query_compiler_class = SegmentedPostgreSQLAutocompleteQueryCompiler
    # See ``terms``.
    keeps_terms = True
