"""Search queries as Wagtail passes them, rid of what can't be searched for."""

from modelsearch.query import (
    MATCH_NONE,
    And,
    Boost,
    Fuzzy,
    Not,
    Or,
    Phrase,
    PlainText,
    SearchQuery,
)

from wagtail_disclosure.core.search.segmentation import parse_query


class SearchableQueryMixin:
    """Makes a query compiler find nothing, instead of failing, where nothing can be searched."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.query = searchable(self.query) or MATCH_NONE


def searchable(query: SearchQuery) -> SearchQuery | None:
    """Take the parts without a letter or digit out of a query; None if nothing is left."""
    match query:
        case PlainText() | Phrase() | Fuzzy():
            return query if parse_query(query.query_string) else None
        case And() | Or():
            subqueries = [left for left in map(searchable, query.subqueries) if left]
            return type(query)(subqueries) if subqueries else None
        case Not():
            subquery = searchable(query.subquery)
            return Not(subquery) if subquery else None
        case Boost():
            subquery = searchable(query.subquery)
            return Boost(subquery, query.boost) if subquery else None
        case _:
            return query
