"""Remind people of what is due and late."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from wagtail_disclosure.cases.reminders.reminding import remind
from wagtail_disclosure.core.days import today


class Command(BaseCommand):
    help = (
        "Puts a mail into the outbox for every officer, unit head and office with cases, tasks, "
        "opinions, corrections, payments, challenges or papers that are due soon or late. Run it "
        "once a day: on days off it does nothing, nobody gets two mails on one day, and after days "
        "on which it did not run each gets one."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--on",
            type=date.fromisoformat,
            metavar="DATE",
            help="The day to count to, as YYYY-MM-DD; today where the agency is if left out.",
        )

    def handle(self, *args: str, on: date | None, **options: Any) -> None:
        day = on or today()
        self.stdout.write(f"{day}: {remind(on=day, at=timezone.now())} people are reminded.")
