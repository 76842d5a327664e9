import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_disclosure.rules.number_templates import check_index_template, may_collide
from wagtail_disclosure.rules.references import BadTemplate, format_reference

USUAL = "{orgcode}/{year}-{serial:05d}"
TEMPLATES = [
    USUAL,
    "{orgcode}-{year}-{serial:03d}",
    "{orgcode}{year}{serial:05d}",
    "{orgcode}/{year}{month:02d}-{serial:05d}",
    "{year}{serial}",
    "{serial}-{year}",
    "W-{year}-{serial:03d}",
]
CODES = ["", "1", "12024", "00001434-9", "SY0024783070"]


@pytest.mark.parametrize(
    ("template", "orgcode", "day", "serial", "number"),
    [
        (USUAL, "00820288-9", (2024, 1), 13543, "00820288-9/2024-13543"),
        ("{orgcode}-{year}-{serial:03d}", "WC9905000", (2025, 1), 41, "WC9905000-2025-041"),
        ("{orgcode}{year}{serial:05d}", "SY0024783070", (2019, 1), 84, "SY0024783070201900084"),
        (
            "{orgcode}/{year}{month:02d}-{serial:05d}",
            "11341702486344515H",
            (2021, 10),
            13,
            "11341702486344515H/202110-00013",
        ),
    ],
)
def test_the_real_formats_can_be_said(template, orgcode, day, serial, number):
    check_index_template(template, orgcode=orgcode, longest=80)
    year, month = day
    made = format_reference(template, orgcode=orgcode, year=year, month=month, serial=serial)
    assert made == number


@pytest.mark.parametrize(
    "template",
    [
        "{orgcode}/{year}",
        "{serial}",
        "{year}-{serial",
        "{year}-{serial:5d}",
        "{year}{month}{serial}",
        "{unit}/{year}-{serial}",
        "x" * 70 + "{year}-{serial}",
    ],
)
def test_what_makes_no_numbers_is_refused_with_the_template(template):
    with pytest.raises(BadTemplate) as refusal:
        check_index_template(template, orgcode="1", longest=80)
    assert refusal.value.template == template


@pytest.mark.parametrize(
    ("first", "second", "collide"),
    [
        ((USUAL, "A"), (USUAL, "B"), False),
        (("W-{year}-{serial:03d}", "A"), ("W-{year}-{serial:03d}", "B"), True),
        (("W-{year}-{serial:03d}", "A"), ("W-{year}-{serial}", "B"), True),
        (("W-{year}-{serial:03d}", "A"), ("V-{year}-{serial:03d}", "B"), False),
        ((USUAL, "A"), ("A/{year}-{serial:05d}", "B"), True),
        (("{orgcode}{year}{serial}", "1"), ("{orgcode}{year}{serial}", "12024"), True),
        (("{orgcode}-{year}{serial}", "1"), ("{orgcode}-{year}{serial}", "12024"), False),
        (("{year}-{serial}", ""), ("{serial}-{year}", ""), True),
        (("{year}{month:02d}-{serial}", ""), ("{year}-{serial}", ""), False),
    ],
)
def test_templates_that_could_make_the_same_number_are_found(first, second, collide):
    assert may_collide(first, second) is may_collide(second, first) is collide


numbers = st.tuples(
    st.sampled_from(TEMPLATES),
    st.sampled_from(CODES),
    st.integers(1900, 2099),
    st.integers(1, 12),
    st.integers(1, 200_000),
)


def made(number) -> str:
    template, orgcode, year, month, serial = number
    return format_reference(template, orgcode=orgcode, year=year, month=month, serial=serial)


@given(numbers, numbers)
def test_no_two_templates_that_pass_make_the_same_number(one, other):
    if made(one) == made(other) and one[:2] != other[:2]:
        assert may_collide(one[:2], other[:2])


def test_a_month_is_nothing_for_other_numbers():
    with pytest.raises(BadTemplate, match="month"):
        format_reference("{year}{month:02d}-{serial}", orgcode="", year=2024, serial=1)
