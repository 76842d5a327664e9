"""The kinds of letters: to whom they go, how they are numbered, what their writer says."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.rules.outcomes import OutcomeKind


class Recipient(models.TextChoices):
    """Whom a letter goes to."""

    APPLICANT = "applicant", _("Applicant")
    THIRD_PARTY = "third_party", _("Third party")
    AGENCY = "agency", _("Another agency")
    FILE = "file", _("Our own file")

    @property
    def may_read_identity(self) -> bool:
        """Nobody else is told who applied: a third party is asked about information, not people."""
        return self in (Recipient.APPLICANT, Recipient.FILE)


class Series(StrEnum):
    """Letters that are numbered together, without gaps within a year."""

    RECEIPT = "receipt"
    NOTICE = "notice"
    CONSULTATION = "consultation"
    FEE = "fee"
    ANSWER = "answer"
    NONE = "none"


class LetterKind(models.TextChoices):
    """The model documents of an agency, one for each thing that it tells somebody in writing."""

    REGISTRATION = "registration", _("Registration sheet")
    RECEIPT = "receipt", _("Receipt")
    CORRECTION = "correction", _("Correction notice")
    ASK_REASONS = "ask_reasons", _("Notice to give reasons")
    EXTENSION = "extension", _("Extension notice")
    CONSULTATION = "consultation", _("Consultation of a third party")
    CONSULTATION_REPLY = "consultation_reply", _("Reply form for a third party")
    CONSULTATION_NOTICE = "consultation_notice", _("Notice that a third party is asked")
    DISCLOSURE_NOTICE = "disclosure_notice", _("Notice of disclosure to a third party")
    JOINT_MAKER = "joint_maker", _("Consultation of a joint maker")
    COOPERATION = "cooperation", _("Request for cooperation")
    FEE = "fee", _("Fee notice")
    TRANSFER = "transfer", _("Transfer notice")
    GRANTED = "granted", _("Answer: disclosed")
    PARTLY_GRANTED = "partly_granted", _("Answer: disclosed in part")
    REFUSED = "refused", _("Answer: refused")
    NOT_HELD = "not_held", _("Answer: no such information")
    NOT_RESPONSIBLE = "not_responsible", _("Answer: another agency is responsible")
    NOT_AVAILABLE = "not_available", _("Answer: not available")
    NOT_PROCESSED = "not_processed", _("Answer: not processed")
    ENDED = "ended", _("Answer: ended otherwise")

    @property
    def facts(self) -> "Facts":
        return FACTS[self]


@dataclass(frozen=True)
class Facts:
    """What holds for every letter of a kind; ``asks``: the values that its writer gives."""

    recipient: Recipient
    series: Series
    asks: tuple[str, ...] = ()
    has_remedies: bool = False
    is_answer: bool = False


def _notice(*asks: str) -> Facts:
    return Facts(Recipient.APPLICANT, Series.NOTICE, asks)


def _asked(recipient: Recipient, *asks: str, series: Series = Series.CONSULTATION) -> Facts:
    return Facts(recipient, series, ("recipient_name", *asks))


ANSWER = Facts(Recipient.APPLICANT, Series.ANSWER, has_remedies=True, is_answer=True)
FACTS: dict[LetterKind, Facts] = {
    LetterKind.REGISTRATION: Facts(Recipient.FILE, Series.NONE),
    LetterKind.RECEIPT: Facts(Recipient.APPLICANT, Series.RECEIPT),
    LetterKind.CORRECTION: _notice("correction", "reply_by"),
    LetterKind.ASK_REASONS: _notice("reply_by"),
    LetterKind.EXTENSION: _notice("reasons"),
    LetterKind.CONSULTATION: _asked(Recipient.THIRD_PARTY, "information", "reply_by"),
    LetterKind.CONSULTATION_REPLY: _asked(Recipient.THIRD_PARTY, "information", series=Series.NONE),
    LetterKind.CONSULTATION_NOTICE: _notice(),
    LetterKind.DISCLOSURE_NOTICE: _asked(Recipient.THIRD_PARTY, "information", "reasons"),
    LetterKind.JOINT_MAKER: _asked(Recipient.AGENCY, "information", "reply_by"),
    LetterKind.COOPERATION: _asked(Recipient.AGENCY, "question", "reply_by"),
    LetterKind.FEE: Facts(
        Recipient.APPLICANT, Series.FEE, ("amount", "calculation", "pay_by", "how_to_pay")
    ),
    LetterKind.TRANSFER: _notice("transferred_to"),
    LetterKind.GRANTED: ANSWER,
    LetterKind.PARTLY_GRANTED: ANSWER,
    LetterKind.REFUSED: ANSWER,
    LetterKind.NOT_HELD: ANSWER,
    LetterKind.NOT_RESPONSIBLE: ANSWER,
    LetterKind.NOT_AVAILABLE: ANSWER,
    LetterKind.NOT_PROCESSED: ANSWER,
    LetterKind.ENDED: ANSWER,
}
# Two outcomes of the same kind for which a letter of its own is usual (OGI Art. 36(4) and (5)).
BY_CODE = {
    "not-held": LetterKind.NOT_HELD,
    "not-responsible": LetterKind.NOT_RESPONSIBLE,
}
BY_OUTCOME = {
    OutcomeKind.GRANTED: LetterKind.GRANTED,
    OutcomeKind.PARTLY_GRANTED: LetterKind.PARTLY_GRANTED,
    OutcomeKind.REFUSED: LetterKind.REFUSED,
    OutcomeKind.NOT_AVAILABLE: LetterKind.NOT_AVAILABLE,
    OutcomeKind.NOT_PROCESSED: LetterKind.NOT_PROCESSED,
    OutcomeKind.OTHER: LetterKind.ENDED,
}


def kind_for(outcome: Any) -> LetterKind:
    """The kind of letter that tells an applicant of ``outcome``."""
    return BY_CODE.get(outcome.code) or BY_OUTCOME[OutcomeKind(outcome.kind)]
