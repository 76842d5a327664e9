from datetime import datetime, timedelta
from typing import ClassVar

from django.db import connection, models, transaction
from django.db.models import F

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
    def take(cls, number: str, *, at: datetime) -> bool:
        """Use up one try of ``number`` at the moment ``at``.

        False where none is left within the hour, which begins with the first try.

        Taken before anything is compared, so that parallel tries can't get ahead of the count.
        """
        digest, limit = cls._digest(number), cls.limit()
        if limit < 1:
            return False
        began, over = map(connection.ops.adapt_datetimefield_value, (at, at - WINDOW))
        with connection.cursor() as cursor:
            cursor.execute(cls._counting(), [digest, began, over, over, over, limit])
            row = cursor.fetchone()
        if row == (1,):
            # The first of an hour: what is left of hours before goes. Rows that somebody else has
            # in hand are left to them: two who waited for each other's would wait for ever.
            over_rows = cls._default_manager.filter(first_at__lte=at - WINDOW)
            free = over_rows.select_for_update(skip_locked=True).values("pk")
            cls._default_manager.filter(pk__in=free).delete()
        return row is not None

    @classmethod
    def _counting(cls) -> str:
        """Begins an hour or counts on, unless no try is left; then it gives no row."""
        table = connection.ops.quote_name(cls._meta.db_table)
        return (
            f"INSERT INTO {table} (number_digest, first_at, count) VALUES (%s, %s, 1) "  # noqa: S608
            "ON CONFLICT (number_digest) DO UPDATE SET "
            f"count = CASE WHEN {table}.first_at > %s THEN {table}.count + 1 ELSE 1 END, "
            f"first_at = CASE WHEN {table}.first_at > %s THEN {table}.first_at "
            "ELSE excluded.first_at END "
            f"WHERE {table}.first_at <= %s OR {table}.count < %s RETURNING count"
        )

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
