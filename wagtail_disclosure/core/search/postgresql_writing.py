"""What PostgreSQL's stock index writes of many objects, without Django's expressions for each text.

Compiling those takes longer than reading and segmenting the texts.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from modelsearch.backends.database.postgres.postgres import IndexEntry, ObjectIndexer

# SQL and its parameters.
Vector = tuple[str, list[Any]]
VECTORS = ("title", "autocomplete", "body")
# For fuzzy searches, in newer versions.
TEXTS = ("title_text", "body_text")
# Titles rank by it: how short they are beside others. The stock index writes 1 for empty ones.
LENGTH = "NULLIF(length(title), 0)"
TITLE_NORM = f"COALESCE(COALESCE(%s::float8, avg({LENGTH}) OVER ()) / {LENGTH}, 1)"


class VectorIndexer(ObjectIndexer):
    """The stock indexer, whose vectors are SQL that is written out already."""

    def as_vector(self, texts: Iterable[tuple[str, str]], for_autocomplete: bool = False) -> Vector:
        """The very vector that the stock method describes."""
        config = self.autocomplete_config if for_autocomplete else self.config
        parts: list[str] = []
        parameters: list[Any] = []
        for text, weight in texts:
            if stripped := text.strip():
                parts.append(f"setweight(to_tsvector({'%s::regconfig, ' if config else ''}%s), %s)")
                parameters += [config, stripped, weight] if config else [stripped, weight]
        # From the right, as the stock index adds them up.
        joined = " || (".join(parts) + ")" * (len(parts) - 1)
        return joined or "''::tsvector", parameters


def write_entries(
    connection: Any,
    content_type: int,
    indexers: Sequence[VectorIndexer],
    average: float | None,
) -> None:
    """Write the entries of these objects, all of one type, whether they had one or not.

    ``average`` is how long titles are; None where these are the first.
    """
    texts = [name for name in TEXTS if hasattr(IndexEntry, name)]
    written = [*VECTORS, *texts]
    rows, parameters = [], []
    for indexer in indexers:
        vectors = [getattr(indexer, name) for name in VECTORS]
        values = ["%s", *(sql for sql, _parameters in vectors), *("%s" for _name in texts)]
        rows.append(f"({', '.join(values)})")
        parameters += [indexer.id, *(one for _sql, own in vectors for one in own)]
        parameters += [getattr(indexer, name) for name in texts]
    key = ["content_type_id", "object_id"]
    columns, added = [*key, "title_norm", *written], ", ".join(["object_id", *written])
    sql = (
        f"INSERT INTO {IndexEntry._meta.db_table} ({', '.join(columns)})"  # noqa: S608
        f" SELECT %s, object_id, {TITLE_NORM}, {', '.join(written)}"
        f" FROM (VALUES {', '.join(rows)}) AS added({added}) ON CONFLICT ({', '.join(key)})"
        f" DO UPDATE SET {', '.join(f'{name} = EXCLUDED.{name}' for name in columns[2:])}"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [content_type, average, *parameters])
