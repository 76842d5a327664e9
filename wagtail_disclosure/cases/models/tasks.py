from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.cases.models.waiting import Waiting, ended_after_it_began
from wagtail_disclosure.core.audit import History
from wagtail_disclosure.core.models import Unit


class UnitTask(Waiting):
    """Something that another unit of the agency does for a case, with a term of its own.

    ``text`` is in the clear, so it does not say who applied.
    """

    on_public_pages: ClassVar[bool] = False

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    text = models.TextField(_("what to do"), max_length=2000)
    result = models.TextField(_("result"), max_length=4000, blank=True)

    history = History()

    class Meta(Waiting.Meta):
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        constraints = [ended_after_it_began("disclosure_task_ended")]
