"""Clearances that nothing is shown under any more, which still have to prove what they say."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps

from wagtail_disclosure.review.models import Clearance
from wagtail_disclosure.review.verification import Problem
from wagtail_disclosure.review.verification.proof import flaws


def verify_clearances() -> Iterator[Problem]:
    """Rows of the record that were changed; those in use are told with what they show."""
    cleared = Clearance.objects.filter(decision=Clearance.Decision.CLEARED).order_by("pk")
    for clearance in cleared.iterator(chunk_size=200):
        for code, message in flaws(clearance):
            if not _is_in_use(clearance):
                yield Problem(
                    code=code,
                    message=message,
                    object_type=clearance._meta.label_lower,
                    object_id=str(clearance.pk),
                )


def _is_in_use(clearance: Clearance) -> bool:
    try:
        model: Any = apps.get_model(clearance.object_type)
    except LookupError:
        return False
    return model._base_manager.filter(clearance=clearance, live=True).exists()
