"""Another generation after every transaction that wrote something, and none after any other."""

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import IntegrityError, connection, connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from wagtail_disclosure.core.models import DatabaseChange, NumberSeries
from wagtail_disclosure.core.page_cache.generations import (
    MANY,
    begin_generation,
    current_generation,
    forget_generations,
)
from wagtail_disclosure.core.page_cache.tables import OF_OTHERS, unseen_tables

committing = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def begun(action: Callable[[], Any]) -> int:
    """How many generations ``action`` begins; each is another one than before."""
    # What migrations left would be swept away in between, and nothing could be counted.
    forget_generations()
    rows, before = DatabaseChange.objects.count(), current_generation()
    action()
    number = DatabaseChange.objects.count() - rows
    assert (current_generation() == before) is (number == 0)
    return number


@committing
class TestOnTheirOwn:
    """Statements outside of any transaction: each is one."""

    def test_every_way_to_write_begins_one(self) -> None:
        def raw(sql: str, *rows: list[str]) -> None:
            with connection.cursor() as cursor:
                cursor.executemany(sql, rows) if len(rows) > 1 else cursor.execute(sql, *rows)

        insert = "INSERT INTO auth_group (name) VALUES (%s)"
        several = "WITH named AS (SELECT 'e' AS name) INSERT INTO auth_group (name) SELECT name"
        assert begun(lambda: Group.objects.create(name="a")) == 1
        assert begun(lambda: Group.objects.bulk_create([Group(name="b"), Group(name="c")])) == 1
        assert begun(lambda: Group.objects.filter(name="a").update(name="d")) == 1
        assert begun(lambda: raw(insert, ["f"])) == 1
        assert begun(lambda: raw(insert, ["g"], ["h"])) == 1
        assert begun(lambda: raw(f"{several} FROM named")) == 1
        assert begun(lambda: raw(f"{insert} returning id", ["i"])) == 1
        assert set(Group.objects.filter(name__in="abcdefgh").values_list("name", flat=True)) == set(
            "bcdefgh"
        )
        assert begun(lambda: Group.objects.filter(name__in="abcdefgh").delete()) >= 1

    def test_what_fails_or_is_shown_nowhere_begins_none(self) -> None:
        group = Group.objects.create(name="a")
        series = NumberSeries.objects.create(scope="a")
        with CaptureQueriesContext(connection) as captured:
            assert begun(lambda: NumberSeries.objects.filter(pk=series.pk).update(last=7)) == 0
        assert [query["sql"][:6] for query in captured].count("UPDATE") == 1

        def fail() -> None:
            with suppress(IntegrityError):
                Group.objects.filter(pk=group.pk).update(name=None)
            with suppress(IntegrityError), connection.cursor() as cursor:
                cursor.execute("INSERT INTO auth_group (name) VALUES (%s)", ["a"])

        assert begun(fail) == 0
        assert begun(lambda: Client().get("/zh-hans/status/")) == 0

    def test_transactions_begin_one_each_however_they_are_nested(self) -> None:
        @transaction.atomic
        def write(*names: str, fail: bool = False) -> None:
            for name in names:
                # A savepoint each.
                with transaction.atomic():
                    Group.objects.create(name=name)
            transaction.set_rollback(fail)

        assert begun(lambda: write("a", "b", "c")) == 1
        assert begun(lambda: write("d", fail=True)) == 0
        # Nobody looks between the two: what the first one began was rolled back, or is committed.
        assert begun(lambda: [write("d", fail=True), write("d")]) == 1
        assert begun(lambda: [write("e"), write("f")]) == 2

    def test_what_follows_a_savepoint_that_was_rolled_back_counts(self) -> None:
        @transaction.atomic
        def write() -> None:
            with transaction.atomic():
                Group.objects.create(name="a")
                transaction.set_rollback(True)
            Group.objects.create(name="b")

        assert begun(write) == 1
        assert [*Group.objects.filter(name__in="ab").values_list("name", flat=True)] == ["b"]

    def test_a_change_is_seen_together_with_its_generation(self) -> None:
        """By another connection, which sees neither before the commit."""
        before = current_generation()
        seen: list[Any] = []

        def look() -> None:
            seen.append((current_generation(), Group.objects.filter(name="a").exists()))
            connections.close_all()

        def look_elsewhere() -> None:
            thread = threading.Thread(target=look)
            thread.start()
            thread.join()

        with transaction.atomic():
            Group.objects.create(name="a")
            look_elsewhere()
        look_elsewhere()
        assert seen == [(before, False), (current_generation(), True)]
        assert current_generation() != before

    @pytest.mark.postgresql
    def test_who_began_first_and_commits_last_counts_as_well(self) -> None:
        begin, commit = threading.Event(), threading.Event()

        def write_slowly() -> None:
            with transaction.atomic():
                Group.objects.create(name="first")
                begin.set()
                commit.wait(10)
            connections.close_all()

        thread = threading.Thread(target=write_slowly)
        thread.start()
        assert begin.wait(10)
        Group.objects.create(name="second")
        between = current_generation()
        commit.set()
        thread.join()
        assert current_generation() != between


@pytest.mark.django_db
class TestForgetting:
    def test_leaves_one_row_and_a_generation_that_never_was(self) -> None:
        seen = set()
        for name in "abc":
            with transaction.atomic():
                Group.objects.create(name=name)
                transaction.set_rollback(name == "b")
            seen.add(current_generation())
        call_command("disclosure_forget_pages")
        assert DatabaseChange.objects.count() == 1
        assert current_generation() not in seen

    def test_is_done_by_the_next_writer_where_a_reader_found_too_many(self) -> None:
        DatabaseChange.objects.bulk_create(DatabaseChange(token=n) for n in range(MANY + 1))
        crowded = current_generation()
        Group.objects.create(name="a")
        assert DatabaseChange.objects.count() == 1
        assert current_generation() != crowded

    def test_is_done_by_who_writes_much_even_if_nobody_reads(self) -> None:
        for _number in range(MANY + 1):
            begin_generation()
        Group.objects.create(name="a")
        assert DatabaseChange.objects.count() == 1


@pytest.mark.django_db
def test_what_was_looked_at_and_taken_back_is_another_generation() -> None:
    Group.objects.create(name="a")
    with transaction.atomic():
        Group.objects.create(name="b")
        seen = current_generation()
        transaction.set_rollback(True)
    assert current_generation() != seen


@pytest.mark.django_db
def test_what_a_transaction_writes_after_it_was_looked_at_counts_again() -> None:
    assert begun(lambda: Group.objects.create(name="a")) == 1
    assert begun(lambda: Group.objects.create(name="b")) == 1


@pytest.mark.django_db
def test_reading_the_generation_is_one_query(django_assert_num_queries) -> None:
    Group.objects.create(name="a")
    with django_assert_num_queries(1):
        assert current_generation()


# Each is named on purpose: whatever else there is counts.
WITHOUT_ANYTHING_PUBLIC = {
    "cases_addresstries",
    "cases_answerdecision",
    "cases_answeredbysuggestion",
    "cases_applicantidentity",
    "cases_case",
    "cases_casecontent",
    "cases_caseevent",
    "cases_casefile",
    "cases_letter",
    "cases_letterdelivery",
    "cases_lettertemplate",
    "cases_casekey",
    "cases_caselink",
    "cases_casenote",
    "cases_challenge",
    "cases_clockevent",
    "cases_consultation",
    "cases_correction",
    "cases_disclosureproposal",
    "cases_extension",
    "cases_feenotice",
    "cases_formdefinition",
    "cases_informationrequest",
    "cases_loggedanswer",
    "cases_lookuptries",
    "cases_outgoingmail",
    "cases_satisfaction",
    "cases_reminder",
    "cases_requestdigest",
    "cases_retentionrule",
    "cases_legalhold",
    "cases_erasure",
    "cases_savedview",
    "cases_caseexport",
    "cases_savedfile",
    "cases_savedrequest",
    "cases_unittask",
    "cases_custodyevent",
    "cases_registration",
    "catalog_brokenlink",
    "catalog_helpfulanswers",
    "catalog_searchalert",
    "catalog_stagedimport",
    "catalog_stagedrow",
    "core_databasechange",
    "core_numberseries",
    "core_windowclerk",
    "oversight_annualreport",
    "oversight_reportsnapshot",
}


def test_only_tables_without_anything_public_are_left_out() -> None:
    own = {table for table in unseen_tables() if "historical" not in table} - set(OF_OTHERS)
    names = {table.removeprefix("wagtail_disclosure_") for table in own}
    assert names == WITHOUT_ANYTHING_PUBLIC
