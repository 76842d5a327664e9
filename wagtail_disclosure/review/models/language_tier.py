"""The one-tier workflow of translations, next to those of the review profiles."""

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.models import Workflow, WorkflowTask

from wagtail_disclosure.core import conf
from wagtail_disclosure.review.models.tasks import ReviewTask
from wagtail_disclosure.review.roles import Role

NAME = _("Translation review")


def translation_workflow() -> Workflow | None:
    """The workflow that `disclosure_setup` makes; None before it ran, or where it is disabled."""
    return Workflow.objects.filter(
        active=True,
        review_profile=None,
        workflow_tasks__task__reviewtask__role=Role.LANGUAGE,
    ).first()


@transaction.atomic
def ensure_translation_workflow() -> bool:
    """Create the workflow where there is none; returns whether there was none."""
    task = ReviewTask.for_role(Role.LANGUAGE)
    if WorkflowTask.objects.filter(task=task, workflow__review_profile=None).exists():
        return False
    with translation.override(conf.default_language()):
        workflow = Workflow.objects.create(name=str(NAME))
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    return True
