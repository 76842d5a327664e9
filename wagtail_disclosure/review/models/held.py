from typing import Any

from django.db import models
from django.db.models import Exists, Q
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.core.models import PublicBody, Unit


class HeldPublicationQuerySet(models.QuerySet["HeldPublication"]):
    def for_object(self, instance: models.Model) -> "HeldPublicationQuerySet":
        return self.filter(object_type=instance._meta.label_lower, object_id=str(instance.pk))

    def for_people_of(self, user: Any) -> "HeldPublicationQuerySet":
        """Those of units whose information officer ``user`` is; the office has what is left."""
        office = Unit.objects.filter(pk__in=PublicBody.objects.values("office"))
        office = office.filter(Q(head=user) | Q(officers__user=user))
        left = Q(unit=None) | Q(unit__officers=None)
        return self.filter(Q(unit__officers__user=user) | (left & Exists(office))).distinct()


class HeldPublication(models.Model):
    """Something that was to become public without anybody there to be told that it may not.

    The guard kept it as a draft; it waits for its unit to send it to review or let it be. The row
    goes when the object is cleared or deleted.
    """

    object_type = models.CharField(_("type"), max_length=120)
    object_id = models.CharField(_("id"), max_length=64)
    unit = models.ForeignKey(
        Unit,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("unit"),
    )
    held_at = models.DateTimeField(_("held at"), auto_now_add=True)

    objects: Any = HeldPublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("held publication")
        verbose_name_plural = _("held publications")
        ordering = ["held_at"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["object_type", "object_id"], name="disclosure_held_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.object_type} {self.object_id}"
