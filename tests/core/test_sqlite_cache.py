import pytest
from django.db import connection

from wagtail_disclosure.core.sqlite_cache import DEFAULT, LARGE, large_cache

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def cache_size() -> int:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA cache_size")
        return cursor.fetchone()[0]


def test_it_is_large_within_and_as_before_after_an_error():
    assert cache_size() == DEFAULT
    with pytest.raises(ZeroDivisionError), large_cache():
        assert cache_size() == LARGE
        with large_cache():
            assert cache_size() == LARGE
        assert cache_size() == LARGE
        1 / 0  # noqa: B018
    assert cache_size() == DEFAULT


def test_what_a_site_says_is_kept():
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA cache_size = 7")
    try:
        with large_cache():
            assert cache_size() == 7
        assert cache_size() == 7
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA cache_size = {DEFAULT}")
