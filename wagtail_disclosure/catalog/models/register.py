from typing import Any

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.catalog.classes import PAGE_CLASS_CHOICES
from wagtail_disclosure.catalog.models.entries import EntryPage
from wagtail_disclosure.core import conf
from wagtail_disclosure.core.audit import History
from wagtail_disclosure.core.models import Exemption, NumberSeries, PublicBody, Unit
from wagtail_disclosure.core.translated_text import TranslatedTextField
from wagtail_disclosure.rules.references import format_reference

REFERENCE_TEMPLATE = "EX-{year}-{serial:05d}"


class ExemptItemQuerySet(models.QuerySet["ExemptItem"]):
    def open(self) -> "ExemptItemQuerySet":
        """What is withheld; an item that was declassified stays until its entry is cleared."""
        public = EntryPage.objects.filter(
            translation_key=OuterRef("translation_key"), live=True, clearance__isnull=False
        )
        return self.exclude(Q(declassified_on__isnull=False) & Exists(public))


class ExemptItem(models.Model):
    """Information that is withheld, with its legal ground and a ready explanation.

    Neither page nor snippet, not searchable, not translated: nothing generic can show it. Its
    title stands in this table alone; logs and histories know it by its reference.
    """

    reference = models.CharField(_("reference"), max_length=40, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=300)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("responsible unit")
    )
    category_code = models.CharField(_("code of the category"), max_length=40, blank=True)
    created_on = models.DateField(_("created on"), null=True, blank=True)
    # OGI Arts. 14-16: no withholding without a ground.
    ground = models.ForeignKey(
        Exemption, on_delete=models.PROTECT, related_name="+", verbose_name=_("legal ground")
    )
    citation = models.CharField(_("citation"), max_length=300)
    explanation = TranslatedTextField(
        _("explanation"),
        multiline=True,
        help_text=_("What somebody who asks for it is told, ready to use."),
    )
    # OGI Art. 18: what is withheld is looked at again.
    review_on = models.DateField(_("look at it again on"), null=True, blank=True)
    # The entry that it was, or that it becomes: its index number, files and text wait under it.
    translation_key = models.UUIDField(null=True, unique=True, editable=False)
    declassified_to = models.CharField(
        _("declassified to"),
        max_length=12,
        blank=True,
        choices=PAGE_CLASS_CHOICES,
        editable=False,
    )
    declassified_on = models.DateField(_("declassified on"), null=True, editable=False)
    import_key = models.CharField(
        _("key in the import"), max_length=100, blank=True, editable=False, db_index=True
    )

    objects = ExemptItemQuerySet.as_manager()
    history = History(excluded_fields=["title", "explanation"])

    class Meta:
        verbose_name = _("exempt item")
        verbose_name_plural = _("exempt items")
        ordering = ["-reference"]

    def __str__(self) -> str:
        # This text ends up in log labels and messages.
        return self.reference

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            if not self.reference:
                self.reference = self._next_reference()
            super().save(*args, **kwargs)

    @property
    def responsible_unit_id(self) -> int:
        return self.unit_id

    def _next_reference(self) -> str:
        year = timezone.localdate(timezone=conf.time_zone()).year
        return format_reference(
            REFERENCE_TEMPLATE,
            orgcode=PublicBody.objects.own().code,
            year=year,
            serial=NumberSeries.take_next(f"exempt-{year}"),
        )
