"""What has to be looked at holds content back until a reviewer says, by name, that they have."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_disclosure.review.exceptions import DecisionRefused
from wagtail_disclosure.review.hints.subjects import Hint, digest, held, hints_for


def looked_at_sentence(count: int) -> str:
    """What a reviewer says of the hints that hold the content."""
    return ngettext(
        "I have looked at this %(count)s place, and it may become public",
        "I have looked at these %(count)s places, and they may become public",
        count,
    ) % {"count": count}


def waive(subject: Any, *, looked_at: str) -> list[dict[str, str]]:
    """The hints that a reviewer has looked at, for the record of their decision.

    ``looked_at`` is the digest of what the reviewer was shown. Raises DecisionRefused where it is
    not the digest of what there is to look at now.
    """
    hints = held(hints_for(subject))
    if not hints or looked_at == digest(hints):
        return [hint.as_step() for hint in hints]
    if looked_at:
        raise DecisionRefused(
            _("What has to be looked at has changed. Please look at the hints again.")
        )
    raise DecisionRefused(
        _("Before you confirm, look at the hints (%(places)s) and say that you have.")
        % {"places": _first_places(hints)}
    )


def _first_places(hints: Iterable[Hint]) -> str:
    places = list(dict.fromkeys(hint.place for hint in hints if hint.place))
    return "; ".join([*places[:3], "…"] if len(places) > 3 else places)
