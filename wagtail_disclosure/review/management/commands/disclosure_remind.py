from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from wagtail_disclosure.core.days import today
from wagtail_disclosure.review.notifications.reminders import is_reminding_day, remind


class Command(BaseCommand):
    help = (
        "Mails everybody for whom a review has waited for REMIND_AFTER_DAYS working days or "
        "longer, and the disclosure office about blocked ones. Run it once a day; on days off it "
        "sends nothing, and nobody gets two mails on one day."
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
        if not is_reminding_day(day):
            self.stdout.write(f"{day} is no working day: nobody is reminded.")
            return
        self.stdout.write(f"Reminded: {remind(day)}.")
