"""The words of the editor depend on the order of the installed apps."""

from wagtail_disclosure.review.checks.types import check_order_of_apps, localize_comes_first

OURS, THEIRS = "wagtail_disclosure.review", "wagtail_localize"


def test_the_documented_order_is_fine() -> None:
    assert check_order_of_apps(None) == []
    assert not localize_comes_first([OURS, THEIRS])


def test_the_other_order_is_reported() -> None:
    assert localize_comes_first([THEIRS, OURS])


def test_one_language_needs_no_order() -> None:
    assert not localize_comes_first([OURS])
