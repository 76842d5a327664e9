from datetime import timedelta

import pytest
from django.utils import timezone

from wagtail_disclosure.core import checks


def ids(messages):
    return [message.id for message in messages]


def test_the_demonstration_settings_pass():
    for check in (
        checks.check_encryption_keys,
        checks.check_private_storage,
        checks.check_settings_are_known,
        checks.check_review_is_installed,
        checks.check_search_finds_chinese,
        checks.check_sqlite_counts,
        checks.check_sqlite_waits_for_writers,
    ):
        assert check(None) == []


def test_a_missing_encryption_key_is_an_error_that_says_what_to_add(settings):
    settings.WAGTAIL_DISCLOSURE = {}
    [message] = checks.check_encryption_keys(None)
    assert message.id == "wagtail_disclosure.E001"
    assert message.is_serious()
    assert 'WAGTAIL_DISCLOSURE = {"ENCRYPTION_KEYS"' in message.hint


def test_a_missing_private_storage_is_an_error_that_says_what_to_add(settings):
    settings.STORAGES = {
        alias: options
        for alias, options in settings.STORAGES.items()
        if alias != "disclosure_private"
    }
    [message] = checks.check_private_storage(None)
    assert message.id == "wagtail_disclosure.E002"
    assert '"disclosure_private": {"BACKEND"' in message.hint


def test_private_files_below_the_public_media_folder_are_an_error(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    private = settings.STORAGES["disclosure_private"]
    for location in (tmp_path, tmp_path / "private", ""):
        settings.STORAGES = {
            **settings.STORAGES,
            "disclosure_private": {**private, "OPTIONS": {"location": location}},
        }
        assert ids(checks.check_private_storage(None)) == ["wagtail_disclosure.E003"]


def test_a_misspelt_setting_is_named(settings):
    settings.WAGTAIL_DISCLOSURE = {**settings.WAGTAIL_DISCLOSURE, "ENCRYPTION_KEY": "x"}
    [message] = checks.check_settings_are_known(None)
    assert "ENCRYPTION_KEY" in message.msg


def test_a_search_that_cannot_find_chinese_is_a_warning(settings):
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
    assert ids(checks.check_search_finds_chinese(None)) == ["wagtail_disclosure.W002"]


def test_sqlite_without_immediate_transactions_refuses_concurrent_writers():
    sqlite = {"ENGINE": "django.db.backends.sqlite3"}
    immediate = {**sqlite, "OPTIONS": {"transaction_mode": "IMMEDIATE"}}
    assert checks.refuses_concurrent_writers(sqlite)
    assert not checks.refuses_concurrent_writers(immediate)
    assert not checks.refuses_concurrent_writers({"ENGINE": "django.db.backends.postgresql"})


@pytest.mark.parametrize(
    ("version", "found"),
    [((3, 34, 1), ["wagtail_disclosure.E013"]), ((3, 35, 0), []), ((3, 40, 1), [])],
)
def test_a_sqlite_that_can_not_give_out_numbers_is_an_error(version, found):
    assert ids(checks.sqlite_problems(version)) == found


@pytest.mark.postgresql
@pytest.mark.parametrize(
    ("jump", "found"),
    [(timedelta(0), []), (timedelta(days=1), ["wagtail_disclosure.E009"])],
)
def test_case_78_a_server_whose_clock_jumped_is_an_error(db, jump, found):
    now = timezone.now() + jump
    assert ids(checks.clock_problems("default", now=now)) == found
    assert ids(checks.clock_problems("default", now=now - 2 * jump)) == found


@pytest.mark.postgresql
def test_the_clocks_of_the_databases_that_are_checked_are_compared(db):
    assert checks.check_clocks_agree(None, databases=["default"]) == []
    assert checks.check_clocks_agree(None) == []
