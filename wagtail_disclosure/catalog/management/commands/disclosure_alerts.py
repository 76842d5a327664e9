"""Tell people what their searches find anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from wagtail_disclosure.catalog.finding import alerts


class Command(BaseCommand):
    help = (
        "Mails everybody whose saved search finds something new, at most once a day each, and "
        "deletes the addresses that nobody confirmed within 7 days. Run it once a day."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        lapsed = alerts.forget_lapsed(now)
        sent, failed = alerts.send_due(now)
        self.stdout.write(f"{sent} mails sent, {lapsed} unconfirmed addresses deleted.")
        if failed:
            raise CommandError(f"{failed} mails could not be sent; the log says why.")
