from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail_disclosure.cases.models.events import EventRow
from wagtail_disclosure.core.audit import AppendOnlyQuerySet
from wagtail_disclosure.core.models import IntakeWindow, Unit


class CustodyQuerySet(AppendOnlyQuerySet):
    def latest_of_each(self) -> "CustodyQuerySet":
        """Where the papers of each case are now."""
        later = CustodyEvent.objects.filter(case_id=OuterRef("case_id"), pk__gt=OuterRef("pk"))
        return self.filter(~Exists(later))

    def waiting(self) -> "CustodyQuerySet":
        """The latest of each case whose papers are not with a unit yet, longest first."""
        arrived = Q(kind=CustodyEvent.Kind.RECEIVED, unit__isnull=False)
        return self.latest_of_each().exclude(arrived).order_by("on", "pk")


class CustodyEvent(EventRow):
    """A step of the papers of a case: taken in, sent on, received; ``reason`` is a note.

    ``window`` or ``unit`` is where they are, or where they are going to.
    """

    on_public_pages: ClassVar[bool] = False

    class Kind(models.TextChoices):
        TAKEN = "taken", _("Taken in")
        SENT = "sent", _("Handed over to")
        RECEIVED = "received", pgettext_lazy("papers", "Received by")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    window = models.ForeignKey(
        IntakeWindow,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("intake window"),
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("unit")
    )

    objects = CustodyQuerySet.as_manager()

    class Meta(EventRow.Meta):
        verbose_name = _("custody of papers")
        verbose_name_plural = _("custody of papers")
        constraints = [
            models.CheckConstraint(
                condition=Q(window__isnull=True, unit__isnull=False)
                | Q(window__isnull=False, unit__isnull=True),
                name="disclosure_custody_one_place",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["taken", "sent", "received"]),
                name="disclosure_custody_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on:%Y-%m-%d}"

    @property
    def place(self) -> Any:
        """The window or unit."""
        return self.window or self.unit
