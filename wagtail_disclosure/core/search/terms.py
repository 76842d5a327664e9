"""The terms of a text and nothing else, which PostgreSQL finds and sorts without reading the texts.

The stock index keeps vectors with all positions of all words in one wide row for each object. Most
of the time of a search goes into fetching these rows, and the rest into unpacking the vectors to
rank them. A table with a :class:`TermsField` keeps instead, in a row as narrow as can be, what an
index answers alone: which terms an object has, which of them in its title or another field of
weight, and which at least so often in the rest. Such terms are terms of their own, with a mark.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection, models
from django.db.models import Lookup
from django.db.models.expressions import Expression
from django.dispatch import Signal
from wagtail.search.backends import get_search_backend

from wagtail_disclosure.core.search.segmentation import parse_query

# Sent with ``keys`` after the index has taken in objects of the sender, in the same transaction.
indexed = Signal()

# No term has a colon.
TITLE = "t:"
# How often a term has to be in the rest of the text, the highest first.
OFTEN = {8: "8:", 4: "4:", 2: "2:"}

# A word that PostgreSQL takes apart is found where it has all of its parts, in any order: no
# positions are kept.
_NEIGHBORS = r"regexp_replace(({query})::text, '<[-0-9]+>', '&', 'g')"
_MARKED = r"regexp_replace({query}, '''([^'']*)''', '''{mark}\1''', 'g')"


def are_kept() -> bool:
    """Whether the site's search is our own on PostgreSQL, whose entries terms are taken from."""
    return getattr(get_search_backend(), "keeps_terms", False)


def configuration() -> str | None:
    """The PostgreSQL text search configuration that texts are indexed by; None is its default."""
    return get_search_backend().config


class TermsField(models.Field):
    """Terms as PostgreSQL keeps them; other databases have the column and nothing in it."""

    def db_type(self, connection: Any) -> str:
        return "tsvector" if connection.vendor == "postgresql" else "text"


class Words(Expression):
    """All terms of what somebody typed: as such, or with each of ``marks``, and not ``lacking``.

    ``lacking`` is a mark that not all of the terms may have.
    """

    def __init__(self, typed: str, marks: Sequence[str] = (), lacking: Sequence[str] = ()) -> None:
        super().__init__(output_field=TermsField())
        self.terms = [term for part in parse_query(typed) for term in part.terms]
        self.marks, self.lacking = tuple(marks), tuple(lacking)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[str]]:
        config = configuration()
        typed = " & ".join(f"'{term}'" for term in self.terms)
        query = "to_tsquery(%s::regconfig, %s)" if config else "to_tsquery(%s)"
        plain = _NEIGHBORS.format(query=query)
        marked = [_MARKED.format(query=plain, mark=mark) for mark in self.marks]
        parts = [f"({part})::tsquery" for part in marked or [plain]]
        parts += [f"!!({_MARKED.format(query=plain, mark=mark)})::tsquery" for mark in self.lacking]
        parameters = [config, typed] if config else [typed]
        return f"({' && '.join(parts)})", parameters * len(parts)


@TermsField.register_lookup
class HasWords(Lookup):
    """Whether the terms have all of the ``Words``: an exact answer of the index alone."""

    lookup_name = "has"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        terms, of_terms = self.process_lhs(compiler, connection)
        words, of_words = self.process_rhs(compiler, connection)
        return f"{terms} @@ {words}", [*of_terms, *of_words]


def terms_of_entry(entry: str) -> str:
    """SQL for the terms of the stock index's entry that the statement calls ``entry``."""
    title, body = (f"{entry}.{connection.ops.quote_name(name)}" for name in ("title", "body"))
    levels = ", ".join(f"({least}, '{mark}')" for least, mark in OFTEN.items())
    # Counted once for each term: PostgreSQL would count anew for each of the levels.
    counted = f"SELECT lexeme, cardinality(positions) AS times FROM unnest({body}) OFFSET 0"  # noqa: S608
    return f"""
        strip({title} || {body}) || array_to_tsvector(
            ARRAY(
                SELECT '{TITLE}' || lexeme FROM unnest({title}) UNION ALL
                SELECT '{TITLE}' || lexeme FROM unnest(ts_filter({body}, '{{a,b,c}}'))
            ) || ARRAY(
                SELECT mark || lexeme FROM ({counted}) AS counted
                JOIN (VALUES {levels}) AS levels(least, mark) ON times >= least
                WHERE times >= {min(OFTEN)}
            )
        )
    """  # noqa: S608
