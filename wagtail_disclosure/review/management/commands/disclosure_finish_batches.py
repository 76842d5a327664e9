"""Publish what a crash left of batches that all tiers confirmed."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from wagtail_disclosure.review.batches import finish_batch
from wagtail_disclosure.review.models import BatchItem, ReviewBatch


class Command(BaseCommand):
    help = (
        "Goes on publishing batches that all tiers of the review confirmed and that something "
        "interrupted. It decides nothing, and running it again does no harm."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        confirmed = ReviewBatch.objects.filter(state=ReviewBatch.State.CLEARING).order_by("pk")
        for batch in list(confirmed):
            number = finish_batch(batch)
            failed = batch.items.filter(state=BatchItem.State.FAILED).count()
            self.stdout.write(
                _("%(name)s: %(number)d published, %(failed)d set aside")
                % {"name": batch.name, "number": number, "failed": failed}
            )
