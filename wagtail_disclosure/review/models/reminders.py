from django.db import models
from django.utils.translation import gettext_lazy as _


class Reminder(models.Model):
    """That somebody was reminded on a day, so that nobody is reminded twice."""

    recipient_id = models.BigIntegerField(_("recipient"))
    day = models.DateField(_("day"))

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["recipient_id", "day"], name="disclosure_remind_once")
        ]

    def __str__(self) -> str:
        return f"{self.recipient_id} {self.day}"
