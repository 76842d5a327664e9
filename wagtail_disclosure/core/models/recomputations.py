from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.models.bodies import PublicBody
from wagtail_disclosure.core.models.calendars import WorkCalendar
from wagtail_disclosure.core.models.law import Law
from wagtail_disclosure.core.seams import Concerned


class Recomputing(models.Model):
    """Something that due dates follow, and how far they do.

    ``core.recomputing.running`` moves it on, and asks it for ``concerned``, ``actor``, ``reason``
    and whether it ``is_running``.
    """

    # What there was, what was looked at, what moved, what could not be computed, the first few of
    # those with their problems, and the last key of each kind of due dates.
    total = models.PositiveIntegerField(default=0, editable=False)
    seen = models.PositiveIntegerField(default=0, editable=False)
    moved = models.PositiveIntegerField(default=0, editable=False)
    failed = models.PositiveIntegerField(default=0, editable=False)
    problems = models.JSONField(default=list, editable=False)
    positions = models.JSONField(default=dict, editable=False)

    class Meta:
        abstract = True

    def finish(self) -> None:
        """Say, without saving, that nothing is left."""
        raise NotImplementedError


class Recomputation(Recomputing):
    """Due dates computed anew because a law, or the calendar of an agency, was edited.

    The fields that are filled say which are concerned. Begin one only through
    ``core.recomputing.running``.
    """

    law = models.ForeignKey(Law, on_delete=models.CASCADE, null=True, verbose_name=_("law"))
    # A code: the limit may be gone by now.
    time_limit = models.CharField(_("time limit"), max_length=60, blank=True)
    body = models.ForeignKey(
        PublicBody, on_delete=models.CASCADE, null=True, verbose_name=_("public body")
    )
    calendar = models.ForeignKey(
        WorkCalendar, on_delete=models.CASCADE, null=True, verbose_name=_("calendar")
    )
    reason = models.TextField(_("reason"))
    started_at = models.DateTimeField(_("started at"), auto_now_add=True)
    started_by_id = models.BigIntegerField(null=True)
    started_by_name = models.CharField(_("started by"), max_length=200)
    is_finished = models.BooleanField(_("finished"), default=False)

    class Meta:
        verbose_name = _("recomputation of due dates")
        verbose_name_plural = _("recomputations of due dates")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.reason

    @property
    def concerned(self) -> Concerned:
        """Which due dates it computes."""
        return Concerned(
            calendar=self.calendar, body=self.body, law=self.law, limit=self.time_limit
        )

    @property
    def actor(self) -> Actor:
        return Actor(id=self.started_by_id, name=self.started_by_name)

    @property
    def is_running(self) -> bool:
        return not self.is_finished

    def finish(self) -> None:
        self.is_finished = True
