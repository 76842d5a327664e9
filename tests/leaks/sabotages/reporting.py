"""Sabotages of the annual report (reliability 83): file, old, new, why, tests."""

COUNTED = "tests/cases/annual_report/test_counting.py"
FROZEN = "tests/oversight/test_actions.py"

REPORTING: list[tuple[str, str, str, str, tuple[str, ...]]] = [
    (
        "cases/annual_report/counting.py",
        'case=OuterRef("pk"), on__lte=last).order_by("-pk")',
        'case=OuterRef("pk")).order_by("-pk")',
        "a case that is opened again changes the report of a year before (case 83)",
        (f"{FROZEN}::test_a_snapshot_stays_what_it_was_when_cases_go_on",),
    ),
    (
        "cases/annual_report/counting.py",
        "return cases.filter(~_was_counted_before(first), entered_on__lte=last).order_by()",
        "return cases.filter(entered_on__lte=last).order_by()",
        "a case that is opened again is counted twice (case 83)",
        (f"{COUNTED}::test_a_case_opened_again_in_a_later_year_is_not_counted_twice",),
    ),
    (
        "oversight/actions.py",
        "    if any(each.imbalances for each in counted):",
        "    if False:",
        "a report whose tables do not add up becomes final (case 83)",
        (f"{FROZEN}::test_it_is_refused_while_an_outcome_has_no_row",),
    ),
    (
        "rules/annual_report.py",
        "        for column in columns:\n            compare(column, balance.left",
        "        for column in (TOTAL,):\n            compare(column, balance.left",
        "what was received need not be what became of it, but in total (case 83)",
        ("tests/rules/test_annual_report.py",),
    ),
    (
        "oversight/verification.py",
        "if not snapshot.is_as_written or not",
        "if not",
        "nobody notices that a number of a final report was changed (case 83)",
        (
            "tests/oversight/test_verification.py::"
            "test_a_number_that_was_changed_in_the_database_is_found",
        ),
    ),
]
