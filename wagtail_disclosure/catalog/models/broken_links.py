from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page


class BrokenLink(models.Model):
    """A link in a public text that led nowhere when the links were last checked."""

    wagtail_reference_index_ignore = True
    on_public_pages: ClassVar[bool] = False

    class Reason(models.TextChoices):
        DELETED = "deleted", _("The page is deleted")
        REFUSED = "refused", _("The other site says that there is nothing")
        UNREACHABLE = "unreachable", _("The other site cannot be reached")

    page = models.ForeignKey(
        Page, on_delete=models.CASCADE, related_name="+", verbose_name=_("page")
    )
    # Of a page that was deleted: the words that link to it.
    address = models.TextField(pgettext_lazy("link", "address"))
    reason = models.CharField(
        pgettext_lazy("link", "reason"), max_length=12, choices=Reason.choices
    )
    checked_at = models.DateTimeField(pgettext_lazy("link", "checked at"))

    class Meta:
        verbose_name = _("broken link")
        verbose_name_plural = _("broken links")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.page_id}: {self.address}"
