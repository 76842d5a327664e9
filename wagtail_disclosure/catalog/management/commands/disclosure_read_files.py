"""Read what the task has not read of the files of public entries."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from wagtail_disclosure.catalog.finding import file_texts


class Command(BaseCommand):
    help = (
        "Reads the files of public entries whose text the search does not have yet, and forgets "
        "the texts of files that are no longer public. Running it again does no harm."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--again",
            action="store_true",
            help="Try those again, too, that could not be read.",
        )

    def handle(self, *args: Any, again: bool, **options: Any) -> None:
        forgotten = file_texts.forget_unheld()
        if again:
            file_texts.forget_unread()
        keys = list(file_texts.entries_with_unread_files().values_list("pk", flat=True))
        read = sum(file_texts.read_files_of(key) for key in keys)
        self.stdout.write(f"{read} files read, the texts of {forgotten} forgotten.")
