"""What an entry has several of, besides its files: joint issuers and the documents after it."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from wagtail_disclosure.catalog.models.entries import EntryPage
from wagtail_disclosure.catalog.succession import refuse_circle
from wagtail_disclosure.core.models import PublicBody
from wagtail_disclosure.review.models import GuardedChildQuerySet
from wagtail_disclosure.rules.validity import Succession

SUCCESSION_NAMES = {
    Succession.AMENDED_BY: _("Amended by"),
    Succession.REPEALED_BY: _("Repealed by"),
}


class IssuerManager(models.Manager.from_queryset(GuardedChildQuerySet)):
    """Fetches the body with each row: its name is shown wherever a row is."""

    def get_queryset(self) -> GuardedChildQuerySet:
        return super().get_queryset().select_related("body")


class JointIssuer(Orderable):
    """A body that issued a document together with the one that leads (联合发文)."""

    page = ParentalKey(EntryPage, on_delete=models.CASCADE, related_name="joint_issuers")
    body = models.ForeignKey(
        PublicBody, on_delete=models.PROTECT, related_name="+", verbose_name=_("public body")
    )

    public_fields = ("body",)
    private_fields = ("sort_order",)

    objects = IssuerManager()

    class Meta(Orderable.Meta):
        verbose_name = _("joint issuing body")
        verbose_name_plural = _("joint issuing bodies")

    def __str__(self) -> str:
        return str(self.body)


class EntrySuccessor(Orderable):
    """A later entry that amends or repeals this one.

    No constraint of the database ties the two: a successor that has to go into the register goes at
    once, whatever names it. Visitors see a link only to what is disclosed.
    """

    page = ParentalKey(EntryPage, on_delete=models.CASCADE, related_name="successors")
    relation = models.CharField(
        _("what it does"), max_length=12, choices=list(SUCCESSION_NAMES.items())
    )
    successor = models.ForeignKey(
        EntryPage,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
        verbose_name=_("later entry"),
    )

    public_fields = ("relation", "successor")
    private_fields = ("sort_order",)

    objects = GuardedChildQuerySet.as_manager()

    class Meta(Orderable.Meta):
        verbose_name = _("later document")
        verbose_name_plural = _("later documents")

    def __str__(self) -> str:
        return f"{self.get_relation_display()} {self.successor_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        refuse_circle(self.page, [self.successor_id])
        super().save(*args, **kwargs)
