from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.cases.models.cases import Case
from wagtail_disclosure.core.audit import AppendOnlyModel


class CaseLink(AppendOnlyModel):
    """Two cases that have to do with each other: ``other`` was split off from ``case``, or joined
    into it, or is merely related.
    """

    class Kind(models.TextChoices):
        RELATED = "related", _("Related")
        SPLIT = "split", _("Split off")
        JOINED = "joined", _("Joined")

    on_public_pages: ClassVar[bool] = False
    wagtail_reference_index_ignore = True

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="links", verbose_name=_("case")
    )
    other = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="links_back", verbose_name=_("other case")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    made_on = models.DateField(_("made on"))
    actor_id = models.BigIntegerField()
    actor_name = models.CharField(_("by"), max_length=200)

    class Meta:
        verbose_name = _("link between cases")
        verbose_name_plural = _("links between cases")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            # A part that was split off may be joined again later.
            models.UniqueConstraint(
                fields=["case", "other", "kind"], name="disclosure_case_link_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(case=models.F("other")), name="disclosure_case_link_two"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} – {self.other}"
