"""The reference of routes is what the tests try."""

from tests.leaks.reference import PAGE, page


def test_the_page_of_the_reference_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "Run `make docs-routes`."
