"""Attack 83 of our list (case 83): the tables of the annual report add up, or say where not."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_disclosure.rules.annual_report import (
    CARRIED_FORWARD,
    CARRIED_OVER,
    FORMAT_2021,
    HANDLED,
    NEW,
    TABLE_FOUR,
    TABLE_THREE,
    TOTAL,
    ApplicantKind,
    Imbalance,
    UnknownFormat,
    as_content,
    cross_foots,
    differing,
    digest,
    due_on,
    from_content,
    tables_of,
)
from wagtail_disclosure.rules.outcomes import REPORT_ROWS

ENDS = (CARRIED_FORWARD, *REPORT_ROWS)
LIVES = st.lists(
    st.tuples(
        st.sampled_from((NEW, CARRIED_OVER)), st.sampled_from(ENDS), st.sampled_from(ApplicantKind)
    )
)
CELLS_OF_THREE = sorted(TABLE_THREE.cells())


def counted(lives) -> Counter:
    """Each request once where it comes from, and once where it went."""
    cells: Counter = Counter()
    for arrival, end, kind in lives:
        rows = [arrival, end] if end == CARRIED_FORWARD else [arrival, end, HANDLED]
        for row in rows:
            cells[row, kind.value] += 1
            cells[row, TOTAL] += 1
    return cells


@given(LIVES)
def test_requests_that_are_counted_where_they_come_from_and_where_they_went_cross_foot(lives):
    assert cross_foots(TABLE_THREE, counted(lives)) == ()


@given(LIVES, st.sampled_from(CELLS_OF_THREE), st.integers(1, 5))
def test_a_number_that_is_wrong_in_any_cell_is_noticed(lives, cell, too_many):
    cells = counted(lives)
    cells[cell] += too_many

    assert cross_foots(TABLE_THREE, cells) != ()


def test_a_balance_that_does_not_hold_says_where_and_by_how_much():
    cells = counted([(NEW, "3-1", ApplicantKind.RESEARCH)])
    cells[CARRIED_OVER, "research"] += 2

    found = cross_foots(TABLE_THREE, cells)

    expected = Imbalance(
        "research", True, (NEW, CARRIED_OVER), (HANDLED, CARRIED_FORWARD), left_sum=3, right_sum=1
    )
    assert expected in found


@given(st.dictionaries(st.sampled_from(sorted(TABLE_FOUR.cells())), st.integers(0, 99)))
def test_each_group_of_challenges_has_its_own_total(cells):
    """The totals are counted, and compared with what they should be."""
    columns = [column for column in TABLE_FOUR.columns if column.adds]
    wrong = [
        column.code
        for column in columns
        if sum(cells.get(("challenges", code), 0) for code in column.adds)
        != cells.get(("challenges", column.code), 0)
    ]

    found = cross_foots(TABLE_FOUR, cells)

    assert [problem.right[0] for problem in found] == wrong


def test_the_rows_are_those_of_the_form_in_their_order():
    rows = [row.code for row in TABLE_THREE.rows if not row.is_heading]

    assert rows == [NEW, CARRIED_OVER, *REPORT_ROWS, HANDLED, CARRIED_FORWARD]
    assert next(row for row in TABLE_THREE.rows if row.code == HANDLED).adds == REPORT_ROWS
    assert [row.code for row in TABLE_THREE.rows if row.is_heading] == [
        "3",
        *("3-3", "3-4", "3-5", "3-6"),
    ]


@pytest.mark.parametrize("table", [TABLE_THREE, TABLE_FOUR])
def test_every_parent_and_every_part_of_a_sum_is_a_line_itself(table):
    for lines in (table.rows, table.columns):
        codes = {line.code for line in lines}
        assert len(codes) == len(lines)
        assert {line.parent for line in lines} - {""} <= codes
        assert {code for line in lines for code in line.adds} <= codes


@given(LIVES)
def test_what_is_kept_is_what_was_counted(lives):
    cells = counted(lives)
    content = as_content(TABLE_THREE, cells)

    assert from_content(content) == {key: cells[key] for key in TABLE_THREE.cells()}
    assert differing(TABLE_THREE, cells, from_content(content)) == []


def test_a_cell_that_differs_is_named():
    cells = {(NEW, "person"): 3}

    assert differing(TABLE_THREE, cells, {(NEW, "person"): 4}) == [(NEW, "person")]
    assert differing(TABLE_THREE, cells, {}) == [(NEW, "person")]


def test_the_same_content_has_the_same_digest_in_whichever_order_it_was_written():
    assert digest({"a": 1, "年": 2}) == digest({"年": 2, "a": 1})
    assert digest({"a": 1}) != digest({"a": 2})


def test_a_report_keeps_its_format():
    assert tables_of(FORMAT_2021) == (TABLE_THREE, TABLE_FOUR)
    with pytest.raises(UnknownFormat, match="1999"):
        tables_of("1999")


def test_the_report_is_due_at_the_end_of_january():
    assert due_on(2026) == date(2027, 1, 31)
