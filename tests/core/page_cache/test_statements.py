import pytest
from psycopg import sql as composed

from wagtail_disclosure.core.page_cache.statements import Kind, read_statement, returns_rows

READING = [
    'SELECT "id" FROM "a" WHERE "b" = %s FOR UPDATE',
    '(SELECT "id" FROM "a") UNION ALL (SELECT "id" FROM "b")',
    """(SELECT "id" FROM "a" WHERE "b" LIKE REPLACE("c", '%', '')) UNION (SELECT "id" FROM "b")""",
    "\n  -- for a list\n  select 1 /* and ; more */",
    'WITH RECURSIVE t AS (SELECT 1) SELECT * FROM t WHERE "last_update" > %s',
    'SAVEPOINT "s1_x2"',
    "BEGIN IMMEDIATE",
    "PRAGMA foreign_keys = ON;",
    'EXPLAIN SELECT * FROM "a"',
    "SELECT 1; SELECT 2",
]
WRITING = {
    'INSERT INTO "a" ("b") VALUES (%s) RETURNING "a"."id"': "a",
    'INSERT OR IGNORE INTO "a" ("b") SELECT %s': "a",
    'UPDATE "a" SET "b" = (SELECT 1)': "a",
    'DELETE FROM "a" WHERE "b" IN (%s)': "a",
    "  update a set b = 1": "a",
    # Where it can't be told, any table may be written.
    "-- why\nDELETE FROM a": "",
    "/* /* a */ SELECT */ UPDATE a SET b = 1": "",
    'UPDATE "other"."a" SET "b" = 1': "",
    "UPDATE other.a SET b = 1": "",
    "UPDATE ONLY a SET b = 1": "",
    'WITH gone AS (DELETE FROM "a" RETURNING *) INSERT INTO "b" SELECT * FROM gone': "",
    'UPDATE "django_session" SET "b" = 1; UPDATE "a" SET "b" = 1': "",
    "SELECT 1; DELETE FROM a": "",
    "EXPLAIN ANALYZE DELETE FROM a": "",
    'TRUNCATE "a", "b" CASCADE': "",
    "COPY a FROM STDIN": "",
    "MERGE INTO a USING b ON a.id = b.id WHEN MATCHED THEN DELETE": "",
}


@pytest.mark.parametrize("sql", READING)
def test_what_only_reads(sql: str) -> None:
    assert read_statement(sql).kind is Kind.READS


@pytest.mark.parametrize(("sql", "table"), WRITING.items())
def test_what_writes_and_where(sql: str, table: str) -> None:
    statement = read_statement(sql)
    assert (statement.kind, statement.table) == (Kind.WRITES, table)


def test_what_a_driver_composes_may_write_anything() -> None:
    statement = read_statement(composed.SQL("SELECT {}").format(composed.Identifier("a")))
    assert (statement.kind, statement.table) == (Kind.WRITES, "")


@pytest.mark.parametrize("sql", ['CREATE TABLE "a" ()', "VACUUM", 'ALTER TABLE "a" ADD "b" text'])
def test_structure_is_no_content(sql: str) -> None:
    assert read_statement(sql).kind is Kind.SCHEMA


@pytest.mark.parametrize("sql", ["CALL renumber()", "DO $$ BEGIN END $$", "", "WHATEVER a"])
def test_what_nobody_knows(sql: str) -> None:
    assert read_statement(sql).kind is Kind.UNKNOWN


@pytest.mark.parametrize("sql", ["COMMIT", "rollback", 'ROLLBACK TO SAVEPOINT "s1_x2"', "END"])
def test_what_ends_a_transaction_or_a_part_of_one(sql: str) -> None:
    assert read_statement(sql).kind is Kind.ENDS


def test_what_returns_rows() -> None:
    assert returns_rows('UPDATE "a" SET "b" = 1 returning "a"."id"')
    assert not returns_rows("UPDATE a SET title = 'Returning home', \"returning\" = 1")
