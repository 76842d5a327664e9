from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.core.audit import AppendOnlyModel, History
from wagtail_disclosure.core.models import PublicBody


class SavedViewQuerySet(models.QuerySet[Any]):
    def shown_to(self, user: Any) -> "SavedViewQuerySet":
        """Those of ``user``, and those that are shared with an office of theirs."""
        offices = PublicBody.objects.filter(Q(office__officers__user=user) | Q(office__head=user))
        return self.filter(Q(owner=user) | Q(body__in=offices.values("pk")))


class SavedView(models.Model):
    """A filter of the list of requests that somebody wants again, under a name.

    ``body`` is the agency whose disclosure office it is shared with, if any.
    """

    on_public_pages: ClassVar[bool] = False
    wagtail_reference_index_ignore = True

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("owner"),
    )
    name = models.CharField(
        _("name"), max_length=60, help_text=_("Such as “mine, late”. Don't write who applied.")
    )
    # Names and values of filters, as in the address of the list; no words that were searched for.
    query = models.CharField(_("filter"), max_length=600)
    body = models.ForeignKey(
        PublicBody,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("shared with the office of"),
    )

    objects = SavedViewQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="disclosure_view_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class CaseExport(AppendOnlyModel):
    """That somebody took a list of requests along: who, when, which filter, how many."""

    on_public_pages: ClassVar[bool] = False
    wagtail_reference_index_ignore = True

    exported_at = models.DateTimeField(_("exported at"))
    actor_id = models.BigIntegerField()
    actor_name = models.CharField(_("by"), max_length=200)
    # As in the address of the list; that something was searched for, and not for what.
    query = models.CharField(_("filter"), max_length=600, blank=True)
    is_search = models.BooleanField(_("with search"), default=False)
    file_format = models.CharField(_("format"), max_length=10)
    count = models.PositiveIntegerField(_("rows"))

    class Meta:
        verbose_name = _("export of requests")
        verbose_name_plural = _("exports of requests")
        ordering = ["-exported_at", "-pk"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.actor_name} {self.exported_at:%Y-%m-%d}"
