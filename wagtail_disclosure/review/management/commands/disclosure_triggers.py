from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, connections

from wagtail_disclosure.review.triggers import installation


class Command(BaseCommand):
    help = (
        "Installs or removes the database triggers that refuse to make uncleared content public, "
        "or says which there are."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "action",
            choices=["install", "remove", "status"],
            help="what to do; status ends with an error where wanted triggers are missing",
        )
        parser.add_argument(
            "--database",
            default=DEFAULT_DB_ALIAS,
            choices=tuple(connections),
            help="the database, by its name in the settings",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        database = options["database"]
        if not installation.is_supported(database):
            raise CommandError("Triggers are made for SQLite and PostgreSQL only.")
        match options["action"]:
            case "install":
                count = installation.install(database)
                self.stdout.write(f"{count} triggers guard the database “{database}”.")
            case "remove":
                count = installation.remove(database)
                self.stdout.write(f"{count} triggers removed from the database “{database}”.")
            case _:
                self.tell(installation.status(database), database)

    def tell(self, status: installation.Status, database: str) -> None:
        self.stdout.write(f"Wanted: {'yes' if status.is_wanted else 'no'}")
        self.stdout.write(f"Installed: {len(status.installed)}")
        for name in status.missing:
            self.stdout.write(f"Missing: {name}")
        for name in status.outdated:
            self.stdout.write(f"Outdated: {name}")
        if status.is_wanted and not status.is_complete:
            raise CommandError(f"Run: manage.py disclosure_triggers install --database {database}")
