from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.cases.models.answers import Answer
from wagtail_disclosure.core.audit import AppendOnlyModel


class DisclosureProposal(AppendOnlyModel):
    """That what an answer released was proposed for everybody, and which page was drafted of it.

    Here and not on the page: nothing of that leads to the case.
    """

    on_public_pages: ClassVar[bool] = False
    wagtail_reference_index_ignore = True

    answer = models.ForeignKey(
        Answer, on_delete=models.PROTECT, related_name="proposals", verbose_name=_("answer")
    )
    page_id = models.BigIntegerField(editable=False)
    on = models.DateField(_("on"))
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(_("by"), max_length=200)

    class Meta:
        verbose_name = _("proposal to disclose")
        verbose_name_plural = _("proposals to disclose")
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.page_id}"
