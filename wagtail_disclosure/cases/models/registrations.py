from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.cases.models.cases import Case
from wagtail_disclosure.core import conf
from wagtail_disclosure.core.audit import AppendOnlyModel


class Registration(AppendOnlyModel):
    """How a request came in that a clerk entered: when, by whom, on which days, with what.

    Whoever registers an oral request took it down.
    """

    on_public_pages: ClassVar[bool] = False
    wagtail_reference_index_ignore = True

    case = models.OneToOneField(
        Case, on_delete=models.PROTECT, related_name="registration", verbose_name=_("case")
    )
    registered_at = models.DateTimeField(_("registered at"))
    registered_by_id = models.BigIntegerField(null=True)
    registered_by_name = models.CharField(_("registered by"), max_length=200)
    arrived_on = models.DateField(_("handed in on"))
    signed_on = models.DateField(_("signed for on"), null=True)
    confirmed_on = models.DateField(_("confirmed with the applicant on"), null=True)
    is_oral = models.BooleanField(_("oral request"), default=False)
    paper_count = models.PositiveSmallIntegerField(_("papers received"), default=0)

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        default_permissions = ("add",)
        indexes = [
            models.Index(
                fields=["registered_by_id", "registered_at"], name="disclosure_registered_by"
            ),
        ]

    def __str__(self) -> str:
        return str(self.case)

    @property
    def local_time(self) -> datetime:
        """The moment of registration on the agency's clock."""
        return self.registered_at.astimezone(conf.time_zone())
