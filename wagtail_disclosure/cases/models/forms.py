from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import (
    DraftStateMixin,
    Locale,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)

from wagtail_disclosure.cases.request_forms.blocks import FormFieldsBlock
from wagtail_disclosure.cases.request_forms.definitions import Definition, definition_of
from wagtail_disclosure.cases.request_forms.forms import RequestFormBase, request_form_class
from wagtail_disclosure.cases.request_forms.steps import steps_of
from wagtail_disclosure.review.models import GuardedMixin, GuardedQuerySet
from wagtail_disclosure.review.translations.fields import synchronized, translated


class DisclosureForm(
    GuardedMixin,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    TranslatableMixin,
    models.Model,
):
    """A form that editors compose; request pages show it and every submission freezes it.

    What it says is public text: the disclosure office's people review it.
    """

    class Layout(models.TextChoices):
        STEPS = "steps", _("Step by step, a page for each heading")
        ONE_PAGE = "one_page", _("All on one page")

    name = models.CharField(_("name"), max_length=200)
    layout = models.CharField(
        _("layout"), max_length=10, choices=Layout.choices, default=Layout.STEPS
    )
    intro = RichTextField(_("introduction"), blank=True, features=["bold", "ul", "ol", "link"])
    fields = StreamField(FormFieldsBlock(), verbose_name=_("fields"))
    confirmation = RichTextField(
        _("text of the receipt"),
        blank=True,
        features=["bold", "ul", "ol", "link"],
        help_text=_("Shown on the receipt, after the number and what happens next."),
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("layout"),
        FieldPanel("intro"),
        FieldPanel("fields"),
        FieldPanel("confirmation"),
    ]

    # All of them: by default wagtail-localize copies days of publication too. Keys of questions and
    # choices are the same in every language.
    translatable_fields = [
        *translated("name", "intro", "fields", "confirmation"),
        *synchronized("layout"),
    ]

    public_fields = ("name", "intro", "fields", "confirmation")
    # How it is laid out says nothing.
    private_fields = ("layout",)

    objects = GuardedQuerySet.as_manager()

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("request form")
        verbose_name_plural = _("request forms")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(layout__in=["steps", "one_page"]),
                name="disclosure_form_layout",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def definition(self) -> Definition:
        return definition_of(self)

    @property
    def is_in_steps(self) -> bool:
        """Whether it is filled in page by page."""
        return self.layout == self.Layout.STEPS and bool(steps_of(self.definition))

    def form_class(self) -> type[RequestFormBase]:
        return request_form_class(self.definition)

    def in_locale(self, locale: Locale) -> "DisclosureForm | None":
        """The public version in ``locale``, else this one if it is public."""
        versions = DisclosureForm.objects.disclosed().filter(translation_key=self.translation_key)
        by_locale = {version.locale_id: version for version in versions.select_related("locale")}
        return by_locale.get(locale.pk) or by_locale.get(self.locale_id)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "wagtail_disclosure_cases/form_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict:
        context = super().get_preview_context(request, mode_name)
        return {**context, "disclosure_form": self, "form": self.form_class()()}
