"""Our migrations run on the oldest versions that we support, not only where they were written.

``makemigrations`` names the newest migration that it finds, which older versions do not have.
"""

from collections.abc import Iterable

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader

OURS = ("wagtail_disclosure", "example_site", "tests")
# The last migrations of Django 5.2, Wagtail 7.4.4, wagtail-localize 1.14 and what they bring.
NEWEST_OF_THE_OLDEST = {
    "auth": 12,
    "contenttypes": 2,
    "modelsearch": 4,
    "taggit": 6,
    "wagtail_localize": 16,
    "wagtailcore": 97,
    "wagtaildocs": 14,
    "wagtailforms": 5,
    "wagtailimages": 27,
    "wagtailsearch": 10,
    "wagtailusers": 15,
}


def too_new(dependencies: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The dependencies that the oldest supported versions lack."""
    return [
        (label, name)
        for label, name in dependencies
        if name[:4].isdigit() and int(name[:4]) > NEWEST_OF_THE_OLDEST[label]
    ]


# wagtail-localize's first migration asks the database when it is imported.
@pytest.mark.django_db
def test_migrations_need_nothing_that_the_oldest_versions_lack() -> None:
    labels = {config.label for config in apps.get_app_configs() if config.name.startswith(OURS)}
    ours = {
        (label, name): [
            dependency
            for dependency in migration.dependencies
            if dependency[0] not in labels and not dependency[0].startswith("__")
        ]
        for (label, name), migration in MigrationLoader(None).disk_migrations.items()
        if label in labels
    }

    assert ours
    assert {key: found for key, needed in ours.items() if (found := too_new(needed))} == {}


def test_a_planted_dependency_is_found() -> None:
    planted = [("wagtailcore", "0001_initial"), ("wagtailcore", "9999_planted")]

    assert too_new(planted) == [("wagtailcore", "9999_planted")]
