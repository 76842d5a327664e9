from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.cases.models import sealed
from wagtail_disclosure.cases.models.cases import Case
from wagtail_disclosure.core.audit import Actor, AppendOnlyModel


class CaseNote(AppendOnlyModel):
    """What somebody noted down about a case, sealed with its key: it may well name people."""

    on_public_pages: ClassVar[bool] = False
    wagtail_reference_index_ignore = True

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="notes", verbose_name=_("case")
    )
    sealed_text = models.BinaryField()
    written_at = models.DateTimeField(_("written at"), auto_now_add=True)
    author_id = models.BigIntegerField()
    author_name = models.CharField(_("author"), max_length=200)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.case} · {self.author_name}"

    @classmethod
    def write(cls, case: Case, text: str, *, by: Actor) -> "CaseNote":
        sealed_text = sealed.seal_for(case, {"text": text}, purpose="note")
        return cls.objects.create(
            case=case, sealed_text=sealed_text, author_id=by.id, author_name=by.name
        )

    @property
    def text(self) -> str:
        """Raises encryption.CannotDecrypt where the key of the case is gone."""
        return sealed.unseal_for(self.case, self.sealed_text, purpose="note")["text"]
