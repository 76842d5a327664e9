from typing import Any

from django.core.management.commands import flush

from wagtail_disclosure.review.triggers.around import kept_through_flush


class Command(flush.Command):
    """Django's own ``flush``, which the triggers would refuse."""

    def handle(self, **options: Any) -> None:
        with kept_through_flush(options["database"]):
            super().handle(**options)
