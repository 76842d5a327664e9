"""Destroy what the retention rules say is kept no longer."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from wagtail_disclosure.cases.retention.due import due
from wagtail_disclosure.cases.retention.erasing import apply_rules
from wagtail_disclosure.core.days import today


class Command(BaseCommand):
    help = (
        "Destroys what the retention rules say is kept no longer of closed cases, a line for each. "
        "Cases under a legal hold, with an open challenge or with a mail that waits are left "
        "alone. Run it once a day."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="Say what would be destroyed, destroy nothing."
        )
        parser.add_argument(
            "--on",
            type=date.fromisoformat,
            metavar="DATE",
            help="With --dry-run: what is due by that day, as YYYY-MM-DD.",
        )

    def handle(self, *args: str, dry_run: bool, on: date | None, **options: Any) -> None:
        if on and not dry_run:
            raise CommandError(_("--on goes with --dry-run only: nothing is destroyed ahead."))
        if dry_run:
            for found in due(on=on or today()):
                self.stdout.write(str(found))
            return
        unreadable = 0
        for erased in apply_rules(on=today()):
            if erased.is_done:
                self.stdout.write(str(erased.due))
            else:
                unreadable += 1
                message = _("%(number)s can't be read: its key is gone. It stays as it is.")
                self.stderr.write(message % {"number": erased.due.number})
        if unreadable:
            raise CommandError(
                _("%(number)s cases could not be dealt with.") % {"number": unreadable}
            )
