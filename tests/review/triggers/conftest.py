import pytest

from wagtail_disclosure.review.triggers import installation


@pytest.fixture
def triggers(db) -> None:
    """The triggers, for this test only."""
    installation.install()
