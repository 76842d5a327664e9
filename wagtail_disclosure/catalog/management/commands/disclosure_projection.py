from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from wagtail_disclosure.catalog.projection.rebuilding import rebuild


class Command(BaseCommand):
    help = (
        "Makes the rows and counts anew that lists of public entries are read from. Others may "
        "publish meanwhile; disclosure_verify says whether it is needed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["rebuild"], help="what to do")

    def handle(self, *args: Any, **options: Any) -> None:
        done = rebuild()
        self.stdout.write(
            f"{done.rows} rows; {done.changed_rows} rows, {done.changed_counts} counts and "
            f"{done.changed_searched} rows of the search changed."
        )
