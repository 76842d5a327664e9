"""Mail the digest for the weekly meeting."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from wagtail_disclosure.cases.reminders.reminding import send_digests
from wagtail_disclosure.core.days import today


class Command(BaseCommand):
    help = (
        "Puts a mail into the outbox for the head of every disclosure office: what is late, what "
        "is due within a week, what waits for whom. Run it once a week, before the meeting; "
        "running it again in the same week does nothing."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        queued = send_digests(on=today(), at=timezone.now())
        self.stdout.write(f"{queued} digests are in the outbox.")
