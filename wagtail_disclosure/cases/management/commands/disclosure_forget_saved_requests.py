"""Forget requests that somebody began and did not send in time."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from wagtail_disclosure.cases.intake.saved_requests import forget_expired


class Command(BaseCommand):
    help = (
        "Deletes requests that were begun and not sent by their last day, with their files. Run it "
        "once a day."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{forget_expired(at=timezone.now())} saved requests deleted.")
