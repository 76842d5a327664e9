"""Nothing is decided in a batch and elsewhere at once: other ways take a row out of it."""

from typing import Any

from django.db.models.signals import post_save
from django.utils.translation import gettext as _
from wagtail.models import WorkflowState
from wagtail.signals import workflow_submitted

from wagtail_disclosure.review.models import Clearance, GuardedMixin
from wagtail_disclosure.review.models.batches import drop
from wagtail_disclosure.review.models.rounds import object_of


def connect() -> None:
    """Listen to rounds that start and to decisions that somebody takes about single objects."""
    workflow_submitted.connect(
        _leave_for_round, sender=WorkflowState, dispatch_uid="wagtail_disclosure.batches round"
    )
    post_save.connect(
        _leave_for_decision, sender=Clearance, dispatch_uid="wagtail_disclosure.batches decision"
    )


def _leave_for_round(sender: type[WorkflowState], instance: WorkflowState, **kwargs: Any) -> None:
    subject = object_of(instance)
    if isinstance(subject, GuardedMixin):
        drop(subject.pk, type(subject)._meta.label_lower, reason=_("Sent to review on its own."))


def _leave_for_decision(sender: type[Clearance], instance: Clearance, **kwargs: Any) -> None:
    # A withdrawal, too: what waits in a batch must not come back with it unseen.
    if instance.kind != Clearance.Kind.BATCH:
        reason = _("Decided on its own: %(decision)s.") % {
            "decision": instance.get_decision_display()
        }
        drop(instance.object_id, instance.object_type, reason=reason)
