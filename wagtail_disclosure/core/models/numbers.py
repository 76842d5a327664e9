from functools import cache
from typing import ClassVar

from django.db import connection, models, transaction


class NumberSeries(models.Model):
    """A counter without gaps, one row per series such as ``receipt-2026``."""

    on_public_pages: ClassVar[bool] = False

    scope = models.CharField(max_length=120, unique=True)
    last = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = "number series"
        verbose_name_plural = "number series"

    def __str__(self) -> str:
        return self.scope

    @classmethod
    def take_next(cls, scope: str) -> int:
        """The next number of ``scope``, counting from 1; see :meth:`take`."""
        return cls.take(scope, 1)[0]

    @classmethod
    def take(cls, scope: str, count: int) -> range:
        """The next ``count`` numbers of ``scope``, counting from 1.

        Must run in the transaction that uses the numbers: a rollback then gives them back, so
        there are neither gaps nor doubles. Raises TransactionManagementError outside a transaction.
        """
        if not transaction.get_connection().in_atomic_block:
            raise transaction.TransactionManagementError(
                f"A number of “{scope}” is only safe inside the transaction that uses it."
            )
        with connection.cursor() as cursor:
            cursor.execute(_counting_up(), [scope, count])
            last = cursor.fetchone()[0]
        return range(last - count + 1, last + 1)


@cache
def _counting_up() -> str:
    """Begins a series or counts it up, which locks its row; SQLite and PostgreSQL say it alike."""
    table = connection.ops.quote_name(NumberSeries._meta.db_table)
    return (
        f"INSERT INTO {table} (scope, last) VALUES (%s, %s) "  # noqa: S608
        f"ON CONFLICT (scope) DO UPDATE SET last = {table}.last + excluded.last RETURNING last"
    )
