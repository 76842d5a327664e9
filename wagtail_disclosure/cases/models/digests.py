from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.cases.models.cases import Case


class RequestDigest(models.Model):
    """By what requests of one applicant find each other, and those that say the same.

    Keyed digests: nobody without the master key can try out a name or a number.
    """

    on_public_pages: ClassVar[bool] = False
    wagtail_reference_index_ignore = True

    case = models.OneToOneField(
        Case, on_delete=models.PROTECT, related_name="digest", verbose_name=_("case")
    )
    key_id = models.CharField(max_length=12)
    # Empty where the form asks for nothing that tells people apart.
    applicant = models.CharField(max_length=64, blank=True, db_index=True)
    wording = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("digest of a request")
        verbose_name_plural = _("digests of requests")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.key_id} {self.case_id}"
