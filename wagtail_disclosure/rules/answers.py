"""What an answer must say of each thing that was asked for, before it may be reviewed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from wagtail_disclosure.rules.exemptions import ExemptionKind
from wagtail_disclosure.rules.outcomes import OutcomeKind


class AnswerError(ValueError):
    """An answer does not say what the law wants it to say."""


class NothingReleased(AnswerError):
    """The outcome says that something is released, and no item is."""


class NothingWithheld(AnswerError):
    """The outcome says that something is withheld, and no item is."""


class WithheldAgainstOutcome(AnswerError):
    """Everything is said to be released, and an item is not."""

    def __init__(self, title: str) -> None:
        self.title = title
        super().__init__(f"“{title}” is withheld, though the outcome releases everything.")


class ReleasedAgainstOutcome(AnswerError):
    """Nothing is said to be released, and an item is."""

    def __init__(self, title: str) -> None:
        self.title = title
        super().__init__(f"“{title}” is released, though the outcome releases nothing.")


class NoGround(AnswerError):
    """Something is withheld without a legal ground."""

    def __init__(self, title: str) -> None:
        self.title = title
        super().__init__(f"“{title}” is withheld without a ground.")


class UnknownGround(AnswerError):
    """A ground is named that the law does not have."""

    def __init__(self, title: str, code: str) -> None:
        self.title, self.code = title, code
        super().__init__(f"“{title}”: the law has no ground “{code}”.")


class NoReason(AnswerError):
    """A ground leaves a choice, and nobody says why it was made this way."""

    def __init__(self, title: str, code: str) -> None:
        self.title, self.code = title, code
        super().__init__(f"“{title}”: “{code}” needs a reason.")


class Decision(StrEnum):
    """What becomes of one document or part."""

    RELEASED = "released"
    RELEASED_IN_PART = "released_in_part"
    WITHHELD = "withheld"
    NOT_HELD = "not_held"

    @property
    def releases(self) -> bool:
        return self in (Decision.RELEASED, Decision.RELEASED_IN_PART)

    @property
    def withholds(self) -> bool:
        return self in (Decision.WITHHELD, Decision.RELEASED_IN_PART)


@dataclass(frozen=True)
class Item:
    """One document or part: what becomes of it, on which grounds, and why."""

    title: str
    decision: Decision
    grounds: Sequence[str] = ()
    reason: str = ""


def check_answer(
    kind: OutcomeKind, items: Sequence[Item], exemptions: Mapping[str, ExemptionKind]
) -> None:
    """Refuse an answer whose items do not bear out its outcome; ``exemptions`` are the law's.

    Raises AnswerError. Under a law without exemptions, such as one on permits, no ground is asked.
    """
    for item in items:
        _check_grounds(item, exemptions)
        if item.decision.withholds and kind is OutcomeKind.GRANTED:
            raise WithheldAgainstOutcome(item.title)
        if item.decision.releases and not kind.releases:
            raise ReleasedAgainstOutcome(item.title)
    if not kind.needs_ground:
        return
    # OGI Art. 36(3), 37: what is withheld is named with its reasons; what can be given is given.
    if exemptions and not any(item.decision.withholds for item in items):
        raise NothingWithheld("The outcome withholds something, and no item says what.")
    if kind.releases and not any(item.decision.releases for item in items):
        raise NothingReleased("The outcome releases something, and no item says what.")


def _check_grounds(item: Item, exemptions: Mapping[str, ExemptionKind]) -> None:
    if not item.decision.withholds or not exemptions:
        return
    if not item.grounds:
        raise NoGround(item.title)
    for code in item.grounds:
        if code not in exemptions:
            raise UnknownGround(item.title, code)
        # OGI Arts. 15, 16: where the law leaves a choice, or weighs, the reason is told.
        if exemptions[code].needs_reason and not item.reason.strip():
            raise NoReason(item.title, code)
