"""Guarded objects, their clearances, and the review that grants them."""

from wagtail_disclosure.review.models.clearance import Clearance
from wagtail_disclosure.review.models.guarded import (
    GuardedMixin,
    GuardedPageManager,
    GuardedPageMixin,
    GuardedPageQuerySet,
    GuardedQuerySet,
)

__all__ = [
    "Clearance",
    "GuardedMixin",
    "GuardedPageManager",
    "GuardedPageMixin",
    "GuardedPageQuerySet",
    "GuardedQuerySet",
]
