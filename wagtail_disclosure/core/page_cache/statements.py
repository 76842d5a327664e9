"""What an SQL statement may write. In doubt it writes, and nobody knows where."""

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any


class Kind(Enum):
    READS = auto()
    # A transaction, or a part of one.
    ENDS = auto()
    # The structure of tables is no content: rows that change along with it are written apart.
    SCHEMA = auto()
    WRITES = auto()
    # Perhaps with transactions of its own: a procedure, or nothing that is known here.
    UNKNOWN = auto()


@dataclass(frozen=True)
class Statement:
    """``table`` is the only one that is written; empty where it may be any."""

    kind: Kind
    table: str = ""


READS = Statement(Kind.READS)
_KINDS = {
    Kind.READS: (
        "SELECT VALUES TABLE SHOW PRAGMA SET RESET BEGIN START SAVEPOINT "
        "RELEASE DECLARE FETCH MOVE CLOSE LOCK LISTEN UNLISTEN NOTIFY DISCARD DEALLOCATE CHECKPOINT"
    ),
    Kind.ENDS: "COMMIT END ROLLBACK ABORT",
    Kind.SCHEMA: "CREATE ALTER DROP COMMENT GRANT REVOKE VACUUM ANALYZE REINDEX CLUSTER",
    Kind.WRITES: "INSERT UPDATE DELETE REPLACE MERGE TRUNCATE COPY",
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words.split()}
_FIRST_WORD = re.compile(r"[\s(]*(\w+)")
# Where the statement itself begins takes more than a look: comments may stand in comments.
_COVERED = re.compile(r"[\s(]*(?:--|/\*)")
# As Django writes them, and most people; a table of another schema may be any.
_WRITTEN = re.compile(
    r"(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM)\s+"
    r'(?:"(?P<quoted>[^"]+)"|(?!ONLY\b)(?P<plain>\w+)\b)(?!\s*\.)',
    re.IGNORECASE,
)
_QUOTED = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"")
_TO = re.compile(r"\bTO\b", re.IGNORECASE)
_RETURNING = re.compile(r"\bRETURNING\b", re.IGNORECASE)
# Statements that hold others.
_AROUND = {"WITH", "EXPLAIN"}
_WRITING_WORD = re.compile(
    r"\b(INSERT|UPDATE|DELETE|REPLACE|MERGE|TRUNCATE|COPY|CALL|DO|EXECUTE)\b", re.IGNORECASE
)


def read_statement(sql: Any) -> Statement:
    """What ``sql`` does, as it is given to a cursor: a text, or what a driver makes one of."""
    if not isinstance(sql, str):
        return Statement(Kind.WRITES)
    # Nearly all that a page asks for.
    if sql.startswith("SELECT") and ";" not in sql:
        return READS
    found = _FIRST_WORD.match(sql)
    word = found.group(1).upper() if found else ""
    if word in _AROUND or _COVERED.match(sql) or ";" in sql.rstrip().rstrip(";"):
        return Statement(Kind.WRITES) if _WRITING_WORD.search(sql) else READS
    kind = _KIND_OF.get(word, Kind.UNKNOWN)
    if found is None or kind is not Kind.WRITES:
        return Statement(kind)
    written = _WRITTEN.match(sql, found.start(1))
    return Statement(kind, (written["quoted"] or written["plain"]) if written else "")


def is_partial(sql: Any) -> bool:
    """Whether a statement that ends something leaves the transaction open: it names a savepoint."""
    return _TO.search(_QUOTED.sub("", str(sql))) is not None


def returns_rows(sql: Any) -> bool:
    """Whether a statement that writes also gives rows; what is in quotes does not count."""
    return _RETURNING.search(_QUOTED.sub("", str(sql))) is not None
