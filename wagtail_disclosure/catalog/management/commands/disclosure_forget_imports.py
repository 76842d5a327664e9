"""Forget tables that somebody uploaded and never imported."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from wagtail_disclosure.catalog.staged_import.starting import discard_forgotten


class Command(BaseCommand):
    help = (
        "Deletes imports that were not finished within 30 days, with their files and rows; drafts "
        "stay. Run it once a day."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{discard_forgotten(timezone.now())} imports deleted.")
