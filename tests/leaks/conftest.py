"""One agency for all tests of a module; each test leaves it as it found it."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.test.utils import override_settings
from django.utils import translation

from tests.leaks.readers import clients
from tests.leaks.world import World

URLS = "tests.leaks.urls"
# No translations by themselves: each route makes those that it is about.
LONG_LISTS = {
    **settings.WAGTAIL_DISCLOSURE,
    "ENTRIES_PER_PAGE": 1000,
    "QUEUE_TRANSLATIONS": False,
}
# The report of wagtail-localize lists its rows in no order.
UNORDERED = "ignore:Pagination may yield.*wagtail_localize"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/leaks/" in str(item.path):
            item.add_marker(pytest.mark.filterwarnings(UNORDERED))


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker) -> Iterator[World]:
    """The agency as it is built once for a module, within a transaction."""
    with (
        override_settings(
            ROOT_URLCONF=URLS, WAGTAIL_DISCLOSURE=LONG_LISTS, WAGTAILAPI_LIMIT_MAX=None
        ),
        translation.override("en"),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        yield World.build()
        transaction.set_rollback(True)


@pytest.fixture
def world(built: World, db) -> Iterator[World]:
    """The agency, to be attacked; ``db`` takes back what the test did."""
    with built.kept():
        yield built


@pytest.fixture
def readers(world: World) -> dict[str, Client]:
    return clients(world)
