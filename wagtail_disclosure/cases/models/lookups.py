from datetime import timedelta
from typing import ClassVar

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from wagtail_disclosure.core import conf, encryption

WINDOW = timedelta(hours=1)


class HourlyTries(models.Model):
    """How often something was tried within an hour; of what, only a keyed digest is kept."""

    wagtail_reference_index_ignore = True
    purpose: ClassVar[str]

    number_digest = models.CharField(max_length=64, unique=True)
    first_at = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.count} since {self.first_at:%H:%M}"

    @classmethod
    def limit(cls) -> int:
        """How many tries there are within an hour."""
        raise NotImplementedError

    @classmethod
    @transaction.atomic(savepoint=False)
    def take(cls, number: str) -> bool:
        """Use up one try of ``number``; False where none is left within the hour.

        Taken before anything is compared, so that parallel tries can't get ahead of the count.
        """
        now, digest, rows = timezone.now(), cls._digest(number), cls._default_manager
        within = rows.filter(number_digest=digest, first_at__gt=now - WINDOW)
        left = within.filter(count__lt=cls.limit())
        if left.update(count=F("count") + 1):
            return True
        rows.filter(first_at__lte=now - WINDOW).delete()
        # Nothing happens where the hour has begun: then no try is left, or somebody was faster.
        rows.bulk_create([cls(number_digest=digest, first_at=now)], ignore_conflicts=True)
        return left.update(count=F("count") + 1) == 1

    @classmethod
    def give_back(cls, number: str) -> None:
        """The try was right: only wrong ones count."""
        taken = cls._default_manager.filter(number_digest=cls._digest(number), count__gt=0)
        taken.update(count=F("count") - 1)

    @classmethod
    def _digest(cls, number: str) -> str:
        return encryption.keyed_digest(number.encode(), purpose=cls.purpose)[1].hex()


class LookupTries(HourlyTries):
    """Look-ups of one number within an hour, whether that number exists or not.

    Only a keyed digest is kept: people type all sorts of things into the field.
    """

    on_public_pages: ClassVar[bool] = False
    purpose = "look-up-tries"

    class Meta(HourlyTries.Meta):
        abstract = False
        verbose_name = "look-up tries"
        verbose_name_plural = "look-up tries"

    @classmethod
    def limit(cls) -> int:
        return conf.lookup_tries_per_hour()


class AddressTries(HourlyTries):
    """What came from one network address within an hour; the address itself is kept nowhere."""

    on_public_pages: ClassVar[bool] = False
    purpose = "address-tries"

    class Meta(HourlyTries.Meta):
        abstract = False
        verbose_name = "tries of an address"
        verbose_name_plural = "tries of addresses"

    @classmethod
    def limit(cls) -> int:
        return conf.requests_per_hour()
