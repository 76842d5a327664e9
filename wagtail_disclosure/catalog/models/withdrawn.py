"""What is no longer public, for programs that keep copies: a key and a moment, and nothing else."""

from collections.abc import Iterable
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _


class WithdrawnEntryManager(models.Manager["WithdrawnEntry"]):
    def note(self, keys: Iterable[int], *, at: datetime) -> None:
        """Visitors saw the entries with these ``keys``, and see them no more."""
        self.bulk_create(
            [self.model(entry_id=key, withdrawn_at=at) for key in sorted(keys)],
            update_conflicts=True,
            unique_fields=["entry_id"],
            update_fields=["withdrawn_at"],
        )

    def forget(self, keys: Iterable[int]) -> None:
        """Visitors see them again."""
        self.filter(pk__in=list(keys)).delete()


class WithdrawnEntry(models.Model):
    """An entry that was public and is not: withdrawn, restricted, expired or deleted.

    Which of these is told to nobody. What never was public is not here: whoever reads this learns
    what a copy of the catalog would have told already.
    """

    entry_id = models.BigIntegerField(primary_key=True)
    withdrawn_at = models.DateTimeField(db_index=True)

    objects = WithdrawnEntryManager()

    class Meta:
        verbose_name = _("withdrawn entry")
        verbose_name_plural = _("withdrawn entries")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
