"""Look for viruses in the files that applicants sent."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from wagtail_disclosure.cases.intake.scanning import scan_files


class Command(BaseCommand):
    help = (
        "Has the FILE_SCANNER of the settings look at every file of a case that it has not seen. "
        "Run it every few minutes; files wait while the scanner is down, and are tried again."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        scanned = scan_files()
        self.stdout.write(
            f"{scanned.clean} clean, {scanned.quarantined} quarantined, "
            f"{scanned.unreadable} unreadable, {scanned.waiting} waiting."
        )
        if scanned.is_down:
            raise CommandError("The scanner does not answer; the log says why.")
