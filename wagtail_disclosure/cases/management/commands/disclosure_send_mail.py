from typing import Any

from django.core.management.base import BaseCommand, CommandError

from wagtail_disclosure.cases.outbox.sending import send_due


class Command(BaseCommand):
    help = (
        "Sends the mails that are due: receipts and letters to applicants. Run it every minute. "
        "What can't be sent is tried again after 1, 5, 15 and 60 minutes, then less often, for "
        "five days; after that it shows as failed in the outbox."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        tally = send_due()
        self.stdout.write(f"{tally.sent} mails sent, {tally.failed} not sent.")
        if tally.is_down:
            raise CommandError("The mail server can't be reached; the rest waits.")
