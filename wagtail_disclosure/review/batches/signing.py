"""In which form a draft goes into a batch."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wagtail.models import Revision

from wagtail_disclosure.review.content import fingerprints
from wagtail_disclosure.review.hints.subjects import held, hints_for


@dataclass(frozen=True, slots=True)
class Signature:
    """A revision, whose people review it, and the fingerprint of what would become public.

    ``is_held`` says that somebody has to look at it more closely than a batch has a place for.
    """

    revision_id: Any
    revision_at: datetime
    unit_id: Any
    fingerprint: str
    is_held: bool


def sign(subject: Any, revision: Revision, allowed: frozenset[str]) -> Signature:
    """Sign ``subject``, which is what ``revision`` holds. Raises NoCanonicalForm.

    ``allowed`` are the numbers that the agency publishes itself.
    """
    content = fingerprints.canonical_content(subject)
    return Signature(
        revision_id=revision.pk,
        revision_at=revision.created_at,
        unit_id=unit_id_of(subject),
        fingerprint=fingerprints.fingerprint(content),
        is_held=bool(held(hints_for(subject, allowed, content=content))),
    )


def unit_id_of(subject: Any) -> Any:
    """Whose people review it."""
    own = getattr(subject, "responsible_unit_id", None)
    if own is not None:
        return own
    return subject.review_unit and subject.review_unit.pk
