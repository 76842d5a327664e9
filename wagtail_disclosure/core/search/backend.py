"""The search backend to name in ``WAGTAILSEARCH_BACKENDS``."""

from django.utils.module_loading import import_string
from modelsearch.backends import database

# By name, because each module can be imported only under its own database.
SEGMENTED_BACKENDS = {
    "SQLiteSearchBackend": "wagtail_disclosure.core.search.sqlite.SegmentedSQLiteBackend",
    "PostgresSearchBackend": (
        "wagtail_disclosure.core.search.postgresql.SegmentedPostgreSQLBackend"
    ),
}


def SearchBackend(params):
    """Create the backend that segments Chinese, or the stock one if the database has none."""
    stock = database.SearchBackend(params)
    segmented = SEGMENTED_BACKENDS.get(type(stock).__name__)
    return import_string(segmented)(params) if segmented else stock
