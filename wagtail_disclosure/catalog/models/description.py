"""What an entry says about its document besides title, class, dates and text."""

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from wagtail_disclosure.catalog.models.vocabularies import Genre, SubjectClass
from wagtail_disclosure.core.models import DisclosureBasis
from wagtail_disclosure.review.translations.fields import synchronized, translated
from wagtail_disclosure.rules.plain_text import split_keywords
from wagtail_disclosure.rules.validity import (
    DatesOutOfOrder,
    Succession,
    Validity,
    check_dates,
    validity_on,
)

VALIDITY_NAMES = {
    Validity.IN_FORCE: pgettext_lazy("validity", "In force"),
    Validity.AMENDED: pgettext_lazy("validity", "In force, amended"),
    Validity.REPEALED: pgettext_lazy("validity", "Repealed"),
    Validity.EXPIRED: pgettext_lazy("validity", "Expired"),
    Validity.NOT_YET: pgettext_lazy("validity", "Not yet in force"),
}
# What follows from the dates alone is not stated.
STATED = [(kind, name) for kind, name in VALIDITY_NAMES.items() if kind is not Validity.NOT_YET]


class Form(models.TextChoices):
    """How much of a document is open (公开属性)."""

    FULL = "full", pgettext_lazy("form of disclosure", "In full")
    SUMMARY = "summary", pgettext_lazy("form of disclosure", "As a summary")


class Retention(models.TextChoices):
    """How long a document stays open (公开期限)."""

    LONG_TERM = "long_term", pgettext_lazy("retention", "Long term")
    IN_FORCE = "in_force", pgettext_lazy("retention", "While it is in force")


class DescribedMixin(models.Model):
    """The metadata of official documents, as agencies list them on an index card."""

    effective_on = models.DateField(_("effective on"), null=True, blank=True)
    expires_on = models.DateField(
        _("expires on"),
        null=True,
        blank=True,
        help_text=_("The first day on which it is no longer in force, by expiry or repeal."),
    )
    validity = models.CharField(
        _("validity"),
        max_length=10,
        choices=STATED,
        blank=True,
        default="",
        help_text=_("Empty: what the dates and the later documents say."),
    )
    subject_class = models.ForeignKey(
        SubjectClass,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("subject class"),
    )
    genre = models.ForeignKey(
        Genre,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("genre"),
    )
    keywords = models.CharField(
        _("keywords"),
        max_length=300,
        blank=True,
        default="",
        help_text=_("Parted by commas or semicolons."),
    )
    disclosure_form = models.CharField(
        _("form of disclosure"), max_length=10, choices=Form, blank=True, default=""
    )
    disclosure_basis = models.ForeignKey(
        DisclosureBasis,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("basis of disclosure"),
        help_text=_("Where a law has this kind of information published without being asked."),
    )
    retention = models.CharField(
        pgettext_lazy("of disclosure", "open for"),
        max_length=10,
        choices=Retention,
        blank=True,
        default="",
    )

    DESCRIPTION: ClassVar[tuple[str, ...]] = (
        "effective_on",
        "expires_on",
        "validity",
        "subject_class",
        "genre",
        "keywords",
        "disclosure_form",
        "disclosure_basis",
        "retention",
    )
    DESCRIPTION_IN_LANGUAGES = [
        *synchronized(*(name for name in DESCRIPTION if name != "keywords")),
        *translated("keywords"),
    ]

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        try:
            check_dates(effective_on=self.effective_on, expires_on=self.expires_on)
        except DatesOutOfOrder as error:
            message = _("It would expire before it takes effect.")
            raise ValidationError({"expires_on": message}) from error

    def validity_on(self, day: date) -> Validity | None:
        """Whether the document is in force on ``day``; None where that isn't known."""
        return validity_on(
            day,
            stated=Validity(self.validity) if self.validity else None,
            effective_on=self.effective_on,
            expires_on=self.expires_on,
            successions=[Succession(row.relation) for row in self.successors.all()],
        )

    @property
    def keyword_list(self) -> list[str]:
        return split_keywords(self.keywords)

    def get_description(self, day: date) -> list[tuple[Any, Any]]:
        """Terms and values of the document's place in the agency's lists, empty ones too."""
        validity = self.validity_on(day)
        basis = self.disclosure_basis
        return [
            (_("Effective on"), self.effective_on),
            (_("Expires on"), self.expires_on),
            (_("Validity"), validity and VALIDITY_NAMES[validity]),
            (_("Subject class"), self.subject_class),
            (_("Genre"), self.genre),
            (_("Keywords"), pgettext("between keywords", ", ").join(self.keyword_list)),
            (_("Form of disclosure"), self.get_disclosure_form_display()),
            (_("Basis of disclosure"), basis and f"{basis} ({basis.citation})"),
            (_("Open for"), self.get_retention_display()),
        ]
