from datetime import date
from typing import ClassVar

from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

LONGEST_ADDRESS = 500


class AnsweredBySuggestion(models.Model):
    """How many people a page answered before they asked; by day, and nothing about whom."""

    on_public_pages: ClassVar[bool] = False
    wagtail_reference_index_ignore = True

    on = models.DateField(_("on"))
    url = models.CharField(_("page"), max_length=LONGEST_ADDRESS)
    count = models.PositiveIntegerField(_("times"), default=0)

    class Meta:
        verbose_name = _("answer before asking")
        verbose_name_plural = _("answers before asking")
        ordering = ["-on", "-count"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["on", "url"], name="disclosure_answered_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.count}"

    @classmethod
    @transaction.atomic
    def add(cls, url: str, *, on: date) -> None:
        """Somebody said that the page at ``url`` answers them."""
        row, _created = cls.objects.get_or_create(on=on, url=url[:LONGEST_ADDRESS])
        cls.objects.filter(pk=row.pk).update(count=F("count") + 1)
