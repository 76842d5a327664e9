from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.cases.models.waiting import Waiting, ended_after_it_began
from wagtail_disclosure.core.audit import History


class FeeNotice(Waiting):
    """An excessive request costs something (OGI Art. 42): how much, by what count, and if paid."""

    on_public_pages: ClassVar[bool] = False

    pause_code = "fee-notice"

    class Basis(models.TextChoices):
        CASES = "cases", _("By the number of the applicant's cases in the month")
        PAGES = "pages", _("By the number of pages")

    basis = models.CharField(_("counted"), max_length=5, choices=Basis.choices)
    count = models.PositiveIntegerField(_("number"), validators=[MinValueValidator(1)])
    amount = models.PositiveIntegerField(_("amount"), validators=[MinValueValidator(1)])
    is_paid = models.BooleanField(_("paid"), default=False)

    history = History()

    class Meta(Waiting.Meta):
        verbose_name = _("fee notice")
        verbose_name_plural = _("fee notices")
        constraints = [
            ended_after_it_began("disclosure_fee_ended"),
            # 国办函〔2020〕109号: one way of counting for each case, and so one notice.
            models.UniqueConstraint(fields=["case"], name="disclosure_fee_once"),
            models.CheckConstraint(
                condition=models.Q(is_paid=False) | models.Q(ended_on__isnull=False),
                name="disclosure_fee_paid",
            ),
        ]
