from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState

from wagtail_disclosure.core import conf
from wagtail_disclosure.review.roles import Role


class ReviewTaskState(TaskState):
    """One tier of one round: on which content, by whom, with which remark (``comment``)."""

    fingerprint = models.CharField(_("fingerprint"), max_length=64, editable=False)
    scheme = models.PositiveSmallIntegerField(_("scheme"), editable=False, default=1)
    decided_by_id = models.BigIntegerField(null=True, editable=False)
    decided_by_name = models.CharField(_("decided by"), max_length=200, editable=False, default="")

    class Meta:
        verbose_name = _("review decision")
        verbose_name_plural = _("review decisions")


class ReviewTask(Task):
    """A tier of the secrecy review as a Wagtail workflow task; there is one per role."""

    role = models.CharField(_("role"), max_length=10, choices=Role.choices, unique=True)

    task_state_class = ReviewTaskState

    class Meta:
        verbose_name = _("secrecy review")
        verbose_name_plural = _("secrecy reviews")

    def __str__(self) -> str:
        return self.get_role_display()

    @classmethod
    def for_role(cls, role: str) -> "ReviewTask":
        """The task of ``role``, made when first asked for."""
        with translation.override(conf.default_language()):
            name = str(Role(role).label)
        task, _is_new = cls.objects.get_or_create(role=role, defaults={"name": name})
        return task
