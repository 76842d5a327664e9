from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.cases.models import sealed
from wagtail_disclosure.cases.models.waiting import Waiting, ended_after_it_began
from wagtail_disclosure.core.audit import History
from wagtail_disclosure.core.models import TimeLimit


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    def objections(self) -> "ConsultationQuerySet":
        """Of third parties who did not agree to everything (OGI Art. 32)."""
        against = (Consultation.Response.OBJECTS, Consultation.Response.PARTLY)
        return self.filter(kind=Consultation.Kind.THIRD_PARTY, response__in=against)


class Consultation(Waiting):
    """Somebody else was asked before the agency decides: a third party, or another agency.

    Whom, and what they said, is sealed with the key of the case.
    """

    on_public_pages: ClassVar[bool] = False

    pause_code = "consultation"

    class Kind(models.TextChoices):
        THIRD_PARTY = "third-party", _("Third party")
        JOINT_MAKER = "joint-maker", _("Agency that made the information jointly")
        OTHER_AGENCY = "other-agency", _("Another agency")

    class Response(models.TextChoices):
        AGREES = "agrees", _("Agrees to disclosure")
        PARTLY = "partly", _("Agrees in part")
        OBJECTS = "objects", _("Objects to disclosure")
        SILENT = "silent", _("Did not answer in time")
        RECALLED = "recalled", _("The question was recalled")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    response = models.CharField(
        _("response"), max_length=10, choices=Response.choices, blank=True, default=""
    )
    # What silence meant by the law, as of the day on which it was recorded.
    on_silence = models.CharField(
        _("silence"), max_length=20, choices=TimeLimit.Silence, blank=True, default=""
    )
    sealed_party = models.BinaryField()
    sealed_response = models.BinaryField(null=True)

    objects = ConsultationQuerySet.as_manager()
    history = History(excluded_fields=["sealed_party", "sealed_response"])

    class Meta(Waiting.Meta):
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        constraints = [
            ended_after_it_began("disclosure_consultation_ended"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, response="")
                | (Q(ended_on__isnull=False) & ~Q(response="")),
                name="disclosure_consultation_response",
            ),
        ]

    @property
    def limit_code(self) -> str:
        return self.kind

    @property
    def pause_law_code(self) -> str:
        """The cause of pauses in the law: joint makers are other agencies (OGI Art. 33)."""
        is_person = self.kind == self.Kind.THIRD_PARTY
        return self.Kind.THIRD_PARTY if is_person else self.Kind.OTHER_AGENCY

    @property
    def party(self) -> dict[str, str]:
        """Name and address of whoever was asked. Raises encryption.CannotDecrypt."""
        return sealed.unseal_for(self.case, self.sealed_party, purpose="consultation")

    @property
    def party_name(self) -> str:
        """Whom the agency asked. Raises encryption.CannotDecrypt."""
        return self.party["name"]

    @property
    def response_text(self) -> str:
        """Their own words, or nothing. Raises encryption.CannotDecrypt."""
        if self.sealed_response is None:
            return ""
        return sealed.unseal_for(self.case, self.sealed_response, purpose="consultation")["text"]

    def seal(self, name: str, value: dict[str, Any]) -> None:
        """Put ``value`` under the key of the case as ``sealed_party`` or ``sealed_response``."""
        setattr(self, name, sealed.seal_for(self.case, value, purpose="consultation"))
