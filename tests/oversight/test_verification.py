"""`disclosure_verify` finds reports that somebody changed, and those that a recount contradicts."""

import json
from datetime import date

from django.db import connection

from tests.oversight.conftest import NEW_YEAR
from wagtail_disclosure.oversight import actions, verification
from wagtail_disclosure.oversight.models import AnnualReport, ReportSnapshot


def codes() -> list[str]:
    return [problem.code for problem in verification.verify_reports()]


def write_raw(statement: str, *parameters: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def test_nothing_is_found_where_nothing_is_wrong(final, cases):
    cases["answered"].reopen(on=date(2026, 2, 2))

    assert codes() == []


def test_a_number_that_was_changed_in_the_database_is_found(final):
    content = final.snapshot.content
    content["tables"]["3"]["1"]["total"] += 1
    changed = json.dumps(content)
    write_raw(f"UPDATE {ReportSnapshot._meta.db_table} SET content = %s", changed)  # noqa: S608

    assert codes() == [verification.CHANGED, verification.COUNTED]


def test_a_text_that_was_changed_in_the_database_is_found(final):
    AnnualReport.objects.update(general="A better year.")

    assert codes() == [verification.CHANGED]


def test_a_final_report_whose_content_is_gone_is_found(final):
    write_raw(f"DELETE FROM {ReportSnapshot._meta.db_table}")  # noqa: S608

    assert codes() == [verification.CHANGED]


def test_what_was_recorded_later_for_the_past_year_is_found_until_it_is_replaced(
    final, received, office, agency
):
    received(date(2025, 12, 31))

    assert codes() == [verification.COUNTED]

    actions.freeze(actions.begin(agency, 2025, by=office), by=office, at=NEW_YEAR)
    assert codes() == []
