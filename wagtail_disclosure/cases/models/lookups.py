from datetime import timedelta
from typing import ClassVar

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from wagtail_disclosure.core import conf, encryption

WINDOW = timedelta(hours=1)


class LookupTries(models.Model):
    """Look-ups of one number within an hour, whether that number exists or not.

    Only a keyed digest is kept: people type all sorts of things into the field.
    """

    on_public_pages: ClassVar[bool] = False
    wagtail_reference_index_ignore = True

    number_digest = models.CharField(max_length=64, unique=True)
    first_at = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "look-up tries"
        verbose_name_plural = "look-up tries"
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.count} since {self.first_at:%H:%M}"

    @classmethod
    @transaction.atomic
    def take(cls, number: str) -> bool:
        """Use up one try of ``number``; False where none is left within the hour.

        Taken before the secret is compared, so that parallel guesses can't get ahead of the count.
        """
        now = timezone.now()
        cls.objects.filter(first_at__lte=now - WINDOW).delete()
        row, _created = cls.objects.get_or_create(
            number_digest=_digest(number), defaults={"first_at": now}
        )
        left = cls.objects.filter(pk=row.pk, count__lt=conf.lookup_tries_per_hour())
        return left.update(count=F("count") + 1) == 1

    @classmethod
    def give_back(cls, number: str) -> None:
        """The try was right: only wrong ones count."""
        taken = cls.objects.filter(number_digest=_digest(number), count__gt=0)
        taken.update(count=F("count") - 1)


def _digest(number: str) -> str:
    return encryption.keyed_digest(number.encode(), purpose="look-up-tries")[1].hex()
