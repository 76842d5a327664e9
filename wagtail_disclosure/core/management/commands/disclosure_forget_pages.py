from typing import Any

from django.core.management.base import BaseCommand

from wagtail_disclosure.core.page_cache.generations import forget_generations


class Command(BaseCommand):
    help = (
        "Lets no copy of a public page that was made before be shown again, and deletes the rows "
        "that earlier changes left. Run it every night, and after writing past Django."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Deleted {forget_generations()} rows; every page is made anew.")
