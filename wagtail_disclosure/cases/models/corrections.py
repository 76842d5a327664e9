from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.cases.models import sealed
from wagtail_disclosure.cases.models.waiting import Waiting, ended_after_it_began
from wagtail_disclosure.core.audit import History


class Correction(Waiting):
    """The applicant was asked to make a request clear (OGI Art. 30): once a case.

    What is unclear, and what the applicant writes then, is sealed like the request.
    """

    on_public_pages: ClassVar[bool] = False

    pause_code = "correction"

    sealed_question = models.BinaryField()
    sealed_answer = models.BinaryField(null=True)

    history = History(excluded_fields=["sealed_question", "sealed_answer"])

    class Meta(Waiting.Meta):
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        constraints = [
            ended_after_it_began("disclosure_correction_ended"),
            # OGI Art. 30: everything that is missing is said at once.
            models.UniqueConstraint(fields=["case"], name="disclosure_correction_once"),
        ]

    @property
    def question(self) -> str:
        """What the applicant was asked. Raises encryption.CannotDecrypt without the key."""
        return sealed.unseal_for(self.case, self.sealed_question, purpose="correction")["text"]

    @property
    def answer(self) -> str:
        """What the applicant wrote, or nothing. Raises encryption.CannotDecrypt."""
        if self.sealed_answer is None:
            return ""
        return sealed.unseal_for(self.case, self.sealed_answer, purpose="correction")["text"]

    def seal(self, name: str, text: str) -> None:
        """Put ``text`` under the key of the case as ``sealed_question`` or ``sealed_answer``."""
        value: dict[str, Any] = {"text": text}
        setattr(self, name, sealed.seal_for(self.case, value, purpose="correction"))
