import pytest

from wagtail_disclosure.rules.outcomes import (
    REPORT_ROWS,
    OutcomeKind,
    UnknownReportRow,
    kind_of_report_row,
)


def test_the_annual_report_has_21_rows_of_results():
    assert len(set(REPORT_ROWS)) == len(REPORT_ROWS) == 21


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ("3-1", OutcomeKind.GRANTED),
        ("3-2", OutcomeKind.PARTLY_GRANTED),
        ("3-3-8", OutcomeKind.REFUSED),
        ("3-4-1", OutcomeKind.NOT_AVAILABLE),
        ("3-5-5", OutcomeKind.NOT_PROCESSED),
        ("3-6-3", OutcomeKind.OTHER),
    ],
)
def test_a_row_says_how_its_requests_ended(row, kind):
    assert kind_of_report_row(row) is kind


@pytest.mark.parametrize("row", ["3-3", "3-3-9", "4-1", ""])
def test_a_row_that_the_report_does_not_have_is_refused_by_name(row):
    with pytest.raises(UnknownReportRow, match=f"no row “{row}”"):
        kind_of_report_row(row)


def test_whatever_is_withheld_needs_a_ground_and_only_grants_release():
    assert {kind for kind in OutcomeKind if kind.needs_ground} == {"partly_granted", "refused"}
    assert {kind for kind in OutcomeKind if kind.releases} == {"granted", "partly_granted"}
