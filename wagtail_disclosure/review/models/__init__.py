"""Guarded objects, their clearances, and the review that grants them."""

from wagtail_disclosure.review.models.batches import BatchDecision, BatchItem, ReviewBatch
from wagtail_disclosure.review.models.children import AttachmentManager, GuardedChildQuerySet
from wagtail_disclosure.review.models.clearance import Clearance
from wagtail_disclosure.review.models.delegations import Delegation
from wagtail_disclosure.review.models.edits import ContentEdit
from wagtail_disclosure.review.models.guarded import (
    GuardedMixin,
    GuardedPageManager,
    GuardedPageMixin,
    GuardedPageQuerySet,
    GuardedQuerySet,
)
from wagtail_disclosure.review.models.guarded_types import GuardedType
from wagtail_disclosure.review.models.held import HeldPublication
from wagtail_disclosure.review.models.packages import ReleaseFile, ReleasePackage
from wagtail_disclosure.review.models.profiles import ReviewProfile, ReviewTier
from wagtail_disclosure.review.models.reminders import Reminder
from wagtail_disclosure.review.models.task_states import ReviewTaskState
from wagtail_disclosure.review.models.tasks import ReviewTask

__all__ = [
    "BatchDecision",
    "BatchItem",
    "Clearance",
    "ContentEdit",
    "Delegation",
    "AttachmentManager",
    "GuardedChildQuerySet",
    "GuardedMixin",
    "GuardedPageManager",
    "GuardedPageMixin",
    "GuardedPageQuerySet",
    "GuardedQuerySet",
    "GuardedType",
    "HeldPublication",
    "ReleaseFile",
    "ReleasePackage",
    "Reminder",
    "ReviewBatch",
    "ReviewProfile",
    "ReviewTask",
    "ReviewTaskState",
    "ReviewTier",
]
