"""Reliability 83: a final report is a snapshot that never changes, and right when it is made."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from tests.oversight.conftest import NEW_YEAR
from wagtail_disclosure.core import seams
from wagtail_disclosure.core.audit import AppendOnlyError
from wagtail_disclosure.core.models import Outcome
from wagtail_disclosure.oversight import actions, counting
from wagtail_disclosure.oversight.exceptions import (
    DoesNotAddUp,
    NotAllowed,
    NothingToReport,
    ReportIsFinal,
    YearIsNotOver,
)
from wagtail_disclosure.oversight.models import AnnualReport, ReportSnapshot
from wagtail_disclosure.rules.annual_report import digest


def test_a_snapshot_keeps_every_number_and_text_and_who_took_it(final, office):
    snapshot = final.snapshot
    row = snapshot.content["tables"]["3"]["1"]

    assert final.state == AnnualReport.State.FINAL
    assert row == {
        "person": 1,
        "business": 1,
        "research": 1,
        "public_interest": 0,
        "legal_service": 0,
        "other": 0,
        "total": 3,
    }
    assert snapshot.content["texts"]["general"] == "A good year."
    assert (snapshot.frozen_by_id, snapshot.frozen_at) == (office.pk, NEW_YEAR)
    assert snapshot.digest == digest(snapshot.content)
    assert final.history.first().history_user_id == office.pk


def test_a_snapshot_stays_what_it_was_when_cases_go_on(final, cases):
    """Case 83: reopened, answered and split cases of a past year change none of its numbers."""
    cases["answered"].reopen(on=date(2026, 1, 15))
    cases["open"].split(on=date(2026, 1, 16)).withdraw(on=date(2026, 1, 17))

    now = counting.content_of(final, counting.count(final))

    assert now == final.snapshot.content


def test_it_is_refused_while_an_outcome_has_no_row(draft, office):
    """Case 83."""
    Outcome.objects.filter(code="granted").update(report_row="")

    with pytest.raises(DoesNotAddUp):
        actions.freeze(draft, by=office, at=NEW_YEAR)

    assert not ReportSnapshot.objects.exists()
    assert AnnualReport.objects.get().state == AnnualReport.State.DRAFT


def test_it_is_refused_while_nobody_knows_what_kind_of_applicant_asked(draft, office, received):
    received(date(2025, 5, 5), "who knows")

    with pytest.raises(DoesNotAddUp):
        actions.freeze(draft, by=office, at=NEW_YEAR)


def test_it_is_refused_until_the_year_is_over_where_the_agency_is(draft, office):
    # 23:59 in Shanghai, and one minute later.
    with pytest.raises(YearIsNotOver):
        actions.freeze(draft, by=office, at=datetime(2025, 12, 31, 15, 59, tzinfo=UTC))

    actions.freeze(draft, by=office, at=datetime(2025, 12, 31, 16, 0, tzinfo=UTC))


def test_it_is_refused_where_nothing_counts(draft, office, monkeypatch):
    monkeypatch.setattr(seams.report_tables, "_providers", {})

    with pytest.raises(NothingToReport):
        actions.freeze(draft, by=office, at=NEW_YEAR)


def test_a_final_report_is_neither_frozen_again_nor_written(final, office):
    with pytest.raises(ReportIsFinal):
        actions.freeze(final, by=office, at=NEW_YEAR)
    with pytest.raises(ReportIsFinal):
        actions.write(final, texts={"general": "Better."}, by=office)
    final.general = "Better."
    with pytest.raises(ReportIsFinal):
        final.save()
    with pytest.raises(AppendOnlyError):
        final.snapshot.save()
    with pytest.raises(AppendOnlyError):
        final.snapshot.delete()


def test_a_replacement_is_another_report_and_the_one_before_stays(final, office, agency):
    new = actions.begin(agency, 2025, by=office)

    assert (new.number, new.state, new.general) == (2, AnnualReport.State.DRAFT, "A good year.")
    assert list(AnnualReport.objects.in_force()) == [final]
    actions.freeze(new, by=office, at=NEW_YEAR)
    assert list(AnnualReport.objects.in_force()) == [new]
    assert AnnualReport.objects.get(pk=final.pk).snapshot.content["number"] == 1


def test_of_a_year_there_is_one_draft(draft, office, agency):
    assert actions.begin(agency, 2025, by=office) == draft
    with pytest.raises(IntegrityError), transaction.atomic():
        AnnualReport.objects.create(body=agency, year=2025, number=2)


def test_leaders_read_and_officers_of_units_do_not_even_do_that(draft, leader, officer, agency):
    for user in (leader, officer):
        with pytest.raises(NotAllowed):
            actions.begin(agency, 2024, by=user)
        with pytest.raises(NotAllowed):
            actions.write(draft, texts={}, by=user)
        with pytest.raises(NotAllowed):
            actions.freeze(draft, by=user, at=NEW_YEAR)
    assert leader.has_perm(actions.VIEW)
    assert not officer.has_perm(actions.VIEW)
