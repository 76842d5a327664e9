"""Numbers of facets follow from combinations, and validity in SQL from the rule."""

from datetime import date
from itertools import product

import pytest

from wagtail_disclosure.catalog.finding.criteria import FACETS
from wagtail_disclosure.catalog.finding.facets import tally, validity_of_rows
from wagtail_disclosure.catalog.models import PublicEntry
from wagtail_disclosure.rules.validity import Succession, Validity, validity_on

TODAY = date(2026, 3, 2)


def combination(number: int, **values: str):
    return tuple(tuple(values.get(facet, "").split()) for facet in FACETS), number


SHELF = [
    combination(3, unit="supply", year="2024", format="pdf xlsx"),
    combination(2, unit="supply", year="2023"),
    combination(1, unit="office", year="2024", format="pdf"),
]


def test_nothing_chosen_counts_everything():
    counted = tally(SHELF, {})

    assert counted.total == 6
    assert counted.counts["unit"] == {"supply": 5, "office": 1}
    assert counted.counts["format"] == {"pdf": 4, "xlsx": 3}


def test_each_facet_is_counted_without_its_own_choice():
    counted = tally(SHELF, {"unit": ["office"], "year": ["2024"]})

    assert counted.total == 1
    assert counted.counts["unit"] == {"supply": 3, "office": 1}
    assert counted.counts["year"] == {"2024": 1}
    assert counted.counts["format"] == {"pdf": 1}


def test_values_of_one_facet_are_alternatives():
    assert tally(SHELF, {"unit": ["office", "supply"], "format": ["xlsx"]}).total == 3
    assert tally(SHELF, {"year": ["1999"]}).total == 0


DAYS = (None, date(2026, 3, 1), TODAY, date(2026, 3, 3))
CASES = [
    (effective, expires, stated, amended, repealed)
    for effective, expires, stated, amended, repealed in product(
        DAYS, DAYS, ("", "in_force", "amended", "repealed", "expired"), (True, False), (True, False)
    )
]


@pytest.mark.django_db
def test_validity_in_the_database_is_what_the_rule_says(shelf):
    row = PublicEntry.objects.get(pk=shelf.rules.pk)
    for effective, expires, stated, amended, repealed in CASES:
        PublicEntry.objects.filter(pk=row.pk).update(
            effective_on=effective,
            expires_on=expires,
            validity=stated,
            is_amended=amended,
            is_repealed=repealed,
        )
        found = PublicEntry.objects.annotate(now=validity_of_rows(TODAY)).get(pk=row.pk).now
        relations = [Succession.AMENDED_BY] * amended + [Succession.REPEALED_BY] * repealed
        expected = validity_on(
            TODAY,
            stated=Validity(stated) if stated else None,
            effective_on=effective,
            expires_on=expires,
            successions=relations,
        )
        assert found == (expected or ""), (effective, expires, stated, amended, repealed)
