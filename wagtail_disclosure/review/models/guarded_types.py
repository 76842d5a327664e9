from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class GuardedType(models.Model):
    """A type that the database triggers watch over; there are rows while triggers are wanted."""

    content_type = models.OneToOneField(
        ContentType, on_delete=models.CASCADE, related_name="+", verbose_name=_("content type")
    )
    label = models.CharField(_("label"), max_length=120, unique=True)

    class Meta:
        verbose_name = _("guarded type")
        verbose_name_plural = _("guarded types")
        ordering = ["label"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.label
