from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, connections

from wagtail_disclosure.core.page_indexes import installation


class Command(BaseCommand):
    help = (
        "Adds indexes to Wagtail's page table that a site with very many pages needs, removes "
        "them, or says which there are. Others may read and write meanwhile."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "action",
            choices=["install", "remove", "status"],
            help="what to do; status ends with an error where they are due and missing",
        )
        parser.add_argument(
            "--database",
            default=DEFAULT_DB_ALIAS,
            choices=tuple(connections),
            help="the database, by its name in the settings",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        database = options["database"]
        match options["action"]:
            case "install":
                self.tell("Installed", installation.install(database))
            case "remove":
                self.tell("Removed", installation.remove(database))
            case _:
                self.tell_status(installation.status(database), database)

    def tell(self, done: str, names: Any) -> None:
        self.stdout.write(f"{done}: {', '.join(names) or 'nothing'}")

    def tell_status(self, status: installation.Status, database: str) -> None:
        self.tell("Installed", status.installed)
        self.tell("Missing", status.missing)
        self.stdout.write(f"Pages: {status.pages}, due from {installation.DUE_AT}")
        if status.is_due:
            message = f"Run: manage.py disclosure_page_indexes install --database {database}"
            raise CommandError(message)
