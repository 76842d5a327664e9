"""Nothing is decided in a batch and elsewhere at once: other ways take a row out of it."""

from typing import Any

from django.db.models.signals import post_save
from django.utils.translation import gettext as _
from wagtail.models import Page, WorkflowState
from wagtail.signals import post_page_move, workflow_submitted

from wagtail_disclosure.review.models import Clearance, GuardedMixin
from wagtail_disclosure.review.models.batches import drop
from wagtail_disclosure.review.models.rounds import object_of


def connect() -> None:
    """Listen to rounds that start, to decisions about single objects, and to moves."""
    workflow_submitted.connect(
        _leave_for_round, sender=WorkflowState, dispatch_uid="wagtail_disclosure.batches round"
    )
    post_page_move.connect(_leave_for_place, dispatch_uid="wagtail_disclosure.batches place")
    post_save.connect(
        _leave_for_decision, sender=Clearance, dispatch_uid="wagtail_disclosure.batches decision"
    )


def _leave_for_place(
    sender: type[Page],
    instance: Page,
    parent_page_before: Page,
    parent_page_after: Page,
    **kwargs: Any,
) -> None:
    """Whoever confirmed it saw it elsewhere."""
    if issubclass(sender, GuardedMixin) and parent_page_before.pk != parent_page_after.pk:
        drop(instance.pk, sender._meta.label_lower, reason=_("Moved to another place."))


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
