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
# The stock index writes it for entries that are to be normed.
TITLE_NORM = 1.0


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


def write_entries(connection: Any, content_type: int, indexers: Sequence[VectorIndexer]) -> None:
    """Write the entries of these objects, all of one type, whether they had one or not."""
    texts = [name for name in TEXTS if hasattr(IndexEntry, name)]
    rows, parameters = [], []
    for indexer in indexers:
        vectors = [getattr(indexer, name) for name in VECTORS]
        columns = [*(sql for sql, _parameters in vectors), *("%s" for _name in ("norm", *texts))]
        rows.append(f"(%s, %s, {', '.join(columns)})")
        parameters += [content_type, indexer.id]
        for _sql, own in vectors:
            parameters += own
        parameters += [TITLE_NORM, *(getattr(indexer, name) for name in texts)]
    key = "content_type_id, object_id"
    written = [*VECTORS, "title_norm", *texts]
    sql = (
        f"INSERT INTO {IndexEntry._meta.db_table} ({key}, {', '.join(written)})"  # noqa: S608
        f" VALUES {', '.join(rows)} ON CONFLICT ({key})"
        f" DO UPDATE SET {', '.join(f'{name} = EXCLUDED.{name}' for name in written)}"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
