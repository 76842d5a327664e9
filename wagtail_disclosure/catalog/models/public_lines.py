from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)

from wagtail_disclosure.catalog.models.register import ExemptItem
from wagtail_disclosure.core import conf
from wagtail_disclosure.core.models import Exemption, Unit
from wagtail_disclosure.review.models import GuardedMixin, GuardedQuerySet
from wagtail_disclosure.review.translations.fields import synchronized, translated
from wagtail_disclosure.rules.classification import DisclosureClass


class ExemptPublicLine(
    GuardedMixin,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    TranslatableMixin,
    models.Model,
):
    """What the public may know of an exempt item: a masked title, the ground, the explanation.

    A guarded object of its own, one row per language: nothing of the item itself is ever public.
    """

    item = models.ForeignKey(
        ExemptItem,
        on_delete=models.CASCADE,
        related_name="public_lines",
        verbose_name=_("exempt item"),
    )
    title = models.CharField(
        _("masked title"),
        max_length=300,
        help_text=_("Everybody reads it: say what kind of information it is, not what it says."),
    )
    ground = models.ForeignKey(
        Exemption, on_delete=models.PROTECT, related_name="+", verbose_name=_("legal ground")
    )
    explanation = models.TextField(_("explanation"), blank=True)

    # Asking for it is everybody's right, whatever the answer.
    disclosure_class = DisclosureClass.EXEMPT.value

    public_fields = ("title", "ground", "explanation")
    private_fields = ("item",)

    # All of them: by default wagtail-localize copies days of publication too.
    translatable_fields = [*synchronized("item", "ground"), *translated("title", "explanation")]

    panels = [
        FieldPanel("item"),
        FieldPanel("title"),
        FieldPanel("ground"),
        FieldPanel("explanation"),
    ]

    objects = GuardedQuerySet.as_manager()

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("public line")
        verbose_name_plural = _("public lines")
        ordering = ["-item__reference", "locale_id"]
        constraints = [
            models.UniqueConstraint(fields=["item", "locale"], name="disclosure_public_line_once"),
        ]

    def __str__(self) -> str:
        # This text ends up in log labels and choosers, before anybody has cleared the title.
        return f"{self.item.reference} ({conf.language_name(self.locale.language_code)})"

    @property
    def responsible_unit_id(self) -> int:
        return self.item.unit_id

    @property
    def review_unit(self) -> Unit | None:
        return self.item.unit
