"""Guarded objects, their clearances, and the review that grants them."""

from wagtail_disclosure.review.models.clearance import Clearance
from wagtail_disclosure.review.models.guarded import (
    GuardedMixin,
    GuardedPageManager,
    GuardedPageMixin,
    GuardedPageQuerySet,
    GuardedQuerySet,
)
from wagtail_disclosure.review.models.profiles import ReviewProfile, ReviewTier
from wagtail_disclosure.review.models.task_states import ReviewTaskState
from wagtail_disclosure.review.models.tasks import ReviewTask

__all__ = [
    "Clearance",
    "GuardedMixin",
    "GuardedPageManager",
    "GuardedPageMixin",
    "GuardedPageQuerySet",
    "GuardedQuerySet",
    "ReviewProfile",
    "ReviewTask",
    "ReviewTaskState",
    "ReviewTier",
]
