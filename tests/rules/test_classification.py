from fractions import Fraction

import pytest

from wagtail_disclosure.rules.classification import (
    DEFAULT_CLASS,
    SHAPES,
    DisclosureClass,
    openness_rate,
)


@pytest.mark.parametrize(
    ("disclosure_class", "page", "body", "attachments", "ground", "reason"),
    [
        ("proactive", True, True, True, False, False),
        ("on_request", True, False, False, False, True),
        ("exempt", False, False, False, True, True),
    ],
)
def test_a_class_decides_the_shape(disclosure_class, page, body, attachments, ground, reason):
    shape = DisclosureClass(disclosure_class)
    assert shape.may_have_page is page
    assert shape.may_have_body is body
    assert shape.may_have_attachments is attachments
    assert shape.needs_ground is ground
    assert shape.needs_reason is reason


def test_every_class_has_a_shape():
    assert set(SHAPES) == set(DisclosureClass)


def test_openness_is_the_rule():
    assert DEFAULT_CLASS is DisclosureClass.PROACTIVE


def test_the_founding_report_counts_97_percent_open():
    rate = openness_rate(proactive=375, on_request=24, exempt=12)
    assert rate == Fraction(399, 411)
    assert round(rate * 100) == 97


def test_an_empty_inventory_has_no_rate():
    assert openness_rate(proactive=0, on_request=0, exempt=0) is None


def test_a_negative_count_is_refused_by_name():
    with pytest.raises(ValueError, match="-1 exempt"):
        openness_rate(proactive=3, on_request=0, exempt=-1)
