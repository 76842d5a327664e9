from django.db import models, transaction


class NumberSeries(models.Model):
    """A counter without gaps, one row per series such as ``receipt-2026``."""

    scope = models.CharField(max_length=120, unique=True)
    last = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = "number series"
        verbose_name_plural = "number series"

    def __str__(self) -> str:
        return self.scope

    @classmethod
    def take_next(cls, scope: str) -> int:
        """The next number of ``scope``, counting from 1.

        Must run in the transaction that uses the number: a rollback then gives it back, so there
        are neither gaps nor doubles. Raises TransactionManagementError outside a transaction.
        """
        cls.objects.get_or_create(scope=scope)
        series = cls.objects.select_for_update().get(scope=scope)
        if not transaction.get_connection().in_atomic_block:
            raise transaction.TransactionManagementError(
                f"A number of “{scope}” is only safe inside the transaction that uses it."
            )
        series.last += 1
        series.save(update_fields=["last"])
        return series.last
