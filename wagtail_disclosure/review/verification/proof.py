"""Whether a clearance proves what it says: its content, and the people behind it."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from wagtail_disclosure.review.content import fingerprints
from wagtail_disclosure.review.models import Clearance

Kind = Clearance.Kind
# Nobody decided these: texts that came with the software, and what was public already when a type
# began to pass the review.
BY_SOFTWARE = frozenset({Kind.SHIPPED, Kind.LEGACY})
# Each step of these saw the object itself; the steps of a batch saw its manifest.
WITH_FINGERPRINTS = frozenset({Kind.REVIEW, Kind.TRANSLATION})


def flaws(clearance: Clearance) -> Iterator[tuple[str, str]]:
    """Codes and sentences of what is wrong with a clearance by itself."""
    if clearance.decision != Clearance.Decision.CLEARED:
        return
    if fingerprints.fingerprint(clearance.content) != clearance.fingerprint:
        yield "clearance_changed", _("Its clearance was changed after it was written.")
    if not _has_four_eyes(clearance):
        yield "four_eyes", _("Its clearance does not name different people for every step.")


def _has_four_eyes(clearance: Clearance) -> bool:
    proposer, decider = clearance.proposed_by_id, clearance.decided_by_id
    if decider is None:
        return proposer is None and clearance.kind in BY_SOFTWARE
    steps = clearance.steps
    deciders = [step.get("decided_by_id") for step in steps] if steps else [decider]
    if deciders[-1] != decider or None in deciders:
        return False
    if proposer in deciders or len(set(deciders)) < len(deciders):
        return False
    return clearance.kind not in WITH_FINGERPRINTS or _saw_the_same(steps, clearance.fingerprint)


def _saw_the_same(steps: list[dict[str, Any]], fingerprint: str) -> bool:
    return all(step.get("fingerprint", fingerprint) == fingerprint for step in steps)
