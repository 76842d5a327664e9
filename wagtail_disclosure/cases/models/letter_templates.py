import hashlib
import json
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
)

from wagtail_disclosure.cases.letters import samples, values
from wagtail_disclosure.cases.letters.kinds import LetterKind
from wagtail_disclosure.cases.letters.numbers import template_problem
from wagtail_disclosure.cases.letters.panels import MergeFieldsPanel
from wagtail_disclosure.review.translations.fields import synchronized, translated

HELP = _(
    "Plain text. An empty line begins a new paragraph. Merge fields, listed below, are filled in "
    "when a letter is written."
)


class LetterTemplate(
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    TranslatableMixin,
    models.Model,
):
    """What the letters of one kind say, in one language; editors change it, drafts and all.

    It is no guarded type: a letter goes to one person, and the only words about information in
    the letter are those of an ``Answer``, which has a clearance of its own. Whoever may publish
    templates decides how the agency writes, not what becomes public.
    """

    on_public_pages: ClassVar[bool] = False

    kind = models.CharField(_("kind"), max_length=30, choices=LetterKind.choices)
    heading = models.CharField(_("heading"), max_length=200)
    legal_basis = models.CharField(_("legal basis"), max_length=300, blank=True)
    body = models.TextField(_("text"), help_text=HELP)
    has_remedies = models.BooleanField(
        _("with remedies"),
        default=False,
        help_text=_("What can be done against the outcome is added, as in force on that day."),
    )
    number_template = models.CharField(
        _("template of numbers"),
        max_length=80,
        blank=True,
        help_text=_(
            "Such as 建水依复〔{year}〕第{serial}号. Empty: letters of this kind have no number. "
            "Letters of one series count together and without gaps; a change is for new ones only."
        ),
    )

    panels = [
        FieldPanel("kind"),
        FieldPanel("heading"),
        FieldPanel("legal_basis"),
        FieldPanel("body"),
        FieldPanel("has_remedies"),
        FieldPanel("number_template"),
        MergeFieldsPanel(),
    ]

    # A letter has one number and one set of remedies, in whatever language it is written.
    translatable_fields = [
        *synchronized("kind", "has_remedies", "number_template"),
        *translated("heading", "legal_basis", "body"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("letter template")
        verbose_name_plural = _("letter templates")
        ordering = ["kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "locale"],
                name="disclosure_letter_template_kind",
                violation_error_message=_("There is a template of this kind in this language."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=LetterKind.values),
                name="disclosure_letter_template_known",
            ),
        ]

    def __str__(self) -> str:
        # Revisions keep this text, so it must not depend on who saved them.
        return self.heading

    def clean(self) -> None:
        super().clean()
        problems = {}
        if self.kind and (unknown := values.unknown_in(self)):
            problems["body"] = _("There is no merge field “%(name)s” in such a letter.") % {
                "name": unknown
            }
        if self.kind and self.number_template:
            others = LetterTemplate.objects.exclude(translation_key=self.translation_key)
            if problem := template_problem(self, others=others):
                problems["number_template"] = problem
        if problems:
            raise ValidationError(problems)

    @property
    def digest(self) -> str:
        """The SHA-256 of everything that a letter takes from this template."""
        names = ("kind", "heading", "legal_basis", "body", "has_remedies", "number_template")
        content = json.dumps([getattr(self, name) for name in names], ensure_ascii=False)
        return hashlib.sha256(content.encode()).hexdigest()

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "wagtail_disclosure_cases/letters/print.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict:
        context = super().get_preview_context(request, mode_name)
        return {**context, "letter": samples.sample_of(self)}
