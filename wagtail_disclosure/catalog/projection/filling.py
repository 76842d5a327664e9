"""Fills the projection of a site that was there before it, right after its tables are made.

No data migration: the state of the models that a migration sees can't say what is disclosed.
"""

from typing import Any

from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.db.models.signals import post_migrate

from wagtail_disclosure.catalog.projection.rebuilding import rebuild

MADE_BY = {
    ("wagtail_disclosure_catalog", "0007_projection"),
    ("wagtail_disclosure_catalog", "0013_searched_entries"),
}


def connect(sender: Any) -> None:
    """Follow the migrations of every database; ``sender`` is this app's configuration."""
    post_migrate.connect(fill_after, sender=sender, dispatch_uid="wagtail_disclosure.projection")


def fill_after(using: str, plan: Any = (), **kwargs: Any) -> None:
    """Where this run made the tables, and left no other migration for later."""
    made = {(step.app_label, step.name) for step, is_backwards in plan if not is_backwards}
    if MADE_BY & made and not _is_unfinished(using):
        rebuild()


def _is_unfinished(using: str) -> bool:
    executor = MigrationExecutor(connections[using])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
