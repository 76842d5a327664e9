"""What happens to letters, in the timeline of their case."""

from datetime import date
from typing import Any

from wagtail_disclosure.cases.models.events import CaseEvent
from wagtail_disclosure.core.audit import Actor


def record(letter: Any, kind: str, *, by: Any, on: date, reason: str = "", **details: str) -> None:
    """Add an event that names the letter by kind and number, in the caller's transaction."""
    actor = Actor.of(by)
    CaseEvent.objects.create(
        case_id=letter.case_id,
        kind=kind,
        on=on,
        actor_id=actor.id,
        actor_name=actor.name,
        reason=reason,
        details={
            "letter": letter.pk.hex,
            "letter_kind": letter.kind,
            "number": letter.number,
            **details,
        },
    )
