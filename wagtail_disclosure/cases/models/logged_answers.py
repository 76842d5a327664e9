from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.cases.models.answers import Answer
from wagtail_disclosure.core.audit import AppendOnlyModel


class LoggedAnswer(AppendOnlyModel):
    """That an answer was written down for the disclosure log, and as which entry.

    Here and not in the entry, which is public: nothing of it leads to the case. One more row where
    the draft was deleted and another is written.
    """

    on_public_pages: ClassVar[bool] = False
    wagtail_reference_index_ignore = True

    answer = models.ForeignKey(
        Answer, on_delete=models.PROTECT, related_name="logged", verbose_name=_("answer")
    )
    # The translation key of the entry, which its versions in other languages have in common.
    entry_key = models.UUIDField(unique=True, editable=False)
    on = models.DateField(_("on"))
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(_("by"), max_length=200)

    class Meta:
        verbose_name = _("answer in the disclosure log")
        verbose_name_plural = _("answers in the disclosure log")
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.entry_key}"

    @classmethod
    def case_of(cls, entry_key: UUID) -> Any:
        """The case whose answer the entry tells of; None for entries that come from no case."""
        related = ("answer__case__key", "answer__case__applicantidentity")
        row = cls.objects.filter(entry_key=entry_key).select_related(*related).first()
        return row and row.answer.case
