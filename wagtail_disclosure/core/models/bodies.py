from typing import Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.core import conf
from wagtail_disclosure.core.audit import History
from wagtail_disclosure.core.models.calendars import WorkCalendar
from wagtail_disclosure.core.models.law import Law
from wagtail_disclosure.core.translated_text import TranslatedTextField
from wagtail_disclosure.rules.number_templates import check_index_template, may_collide
from wagtail_disclosure.rules.references import BadTemplate

LONGEST_INDEX_NUMBER = 80


class NoPublicBody(ObjectDoesNotExist):
    """The agency that runs this site is not known yet: `disclosure_setup` creates it."""


class PublicBodyQuerySet(models.QuerySet["PublicBody"]):
    def own(self) -> "PublicBody":
        """The agency that runs this site.

        Raises NoPublicBody, naming the code, where there is no such row.
        """
        code = conf.public_body_code()
        bodies = self.filter(code=code) if code else self.filter(law__isnull=False)
        body = bodies.order_by("pk").first()
        if body is None:
            raise NoPublicBody(f"No public body with code “{code}”. Run disclosure_setup.")
        return body

    def numbering(self) -> "PublicBodyQuerySet":
        """Bodies that give index numbers: those with units, and those with a template of theirs."""
        has_units = models.Exists(Unit.objects.filter(body=models.OuterRef("pk")))
        return self.filter(has_units | ~models.Q(index_number_template=""))


class PublicBody(models.Model):
    """A public agency: the one that runs this site, or another that issued a document."""

    code = models.CharField(_("organization code"), max_length=40, unique=True)
    name = TranslatedTextField(_("name"))
    index_number_template = models.CharField(
        _("template of index numbers"),
        max_length=80,
        blank=True,
        default="",
        help_text=_(
            "Such as {orgcode}/{year}-{serial:05d}. Empty: that of the settings. A change is for "
            "new entries only: a number that is assigned never changes."
        ),
    )
    calendar = models.ForeignKey(
        WorkCalendar, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("calendar")
    )
    law = models.ForeignKey(
        Law, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("law")
    )
    office = models.ForeignKey(
        "Unit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("disclosure office"),
        help_text=_("The unit that checks every disclosure and receives every request."),
    )
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("leader"),
        help_text=_("Signs off disclosures of units without a leader of their own."),
    )
    committee = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="+",
        verbose_name=_("secrecy committee"),
    )

    objects = PublicBodyQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("public body")
        verbose_name_plural = _("public bodies")
        ordering = ["code"]

    def __str__(self) -> str:
        return str(self.name)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.refuse_bad_template()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        self.refuse_bad_template()

    @property
    def number_template(self) -> str:
        """The template that this body's index numbers are made with."""
        return self.index_number_template or conf.index_number_template()

    def refuse_bad_template(self) -> None:
        """Raises ValidationError for a template of its own that can't be used beside the others."""
        problem = template_problem(self) if self.index_number_template else None
        if problem:
            raise ValidationError({"index_number_template": problem})


def template_problem(body: PublicBody) -> str | None:
    """Why the index numbers of ``body`` can't be made as its template says, in words."""
    template = body.number_template
    try:
        check_index_template(template, orgcode=body.code, longest=LONGEST_INDEX_NUMBER)
    except BadTemplate:
        said = _(
            "“%(template)s” is no template of index numbers. It needs {year} and {serial}, may "
            "have {orgcode}, {month:02d} and zeros in front as in {serial:05d}, and makes "
            "%(longest)d characters at most."
        )
        return said % {"template": template, "longest": LONGEST_INDEX_NUMBER}
    others = PublicBody.objects.numbering().exclude(pk=body.pk)
    for other in others.only("code", "name", "index_number_template"):
        try:
            collides = may_collide((template, body.code), (other.number_template, other.code))
        except BadTemplate:
            # It is the other's, and its own save and the check say so.
            continue
        if collides:
            said = _(
                "With “%(template)s” this body could give the same numbers as %(body)s, whose "
                "template is “%(other)s”. Use {orgcode}, or other characters."
            )
            return said % {"template": template, "body": other, "other": other.number_template}
    return None


class Unit(models.Model):
    """A division of an agency: it makes information and answers for it."""

    body = models.ForeignKey(
        PublicBody, on_delete=models.PROTECT, related_name="units", verbose_name=_("public body")
    )
    code = models.SlugField(_("code"), max_length=40)
    name = TranslatedTextField(_("name"))
    head = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("head"),
    )
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("leader in charge"),
    )
    phone = models.CharField(_("telephone"), max_length=40, blank=True)

    history = History()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["body", "code"]
        constraints = [
            models.UniqueConstraint(fields=["body", "code"], name="disclosure_unit_code"),
        ]

    def __str__(self) -> str:
        return str(self.name)


class InformationOfficer(models.Model):
    """The person in a unit who collects, classifies and publishes its information."""

    unit = models.ForeignKey(
        Unit, on_delete=models.CASCADE, related_name="officers", verbose_name=_("unit")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="information_officer_of",
        verbose_name=_("user"),
    )

    class Meta:
        verbose_name = _("information officer")
        verbose_name_plural = _("information officers")
        constraints = [
            models.UniqueConstraint(fields=["unit", "user"], name="disclosure_officer_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user.get_full_name() or self.user.get_username()} ({self.unit})"
