"""Find links in public texts that lead nowhere."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from wagtail_disclosure.catalog.lifecycle.checking import check_links


class Command(BaseCommand):
    help = (
        "Checks the links in all public texts, for the report on the lifecycle. Other sites are "
        "asked only where CHECK_EXTERNAL_LINKS says so. Run it once a week."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{check_links(now=timezone.now())} links lead nowhere.")
