from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.core import conf
from wagtail_disclosure.core.audit import History
from wagtail_disclosure.core.models.calendars import WorkCalendar
from wagtail_disclosure.core.models.channels import Channel
from wagtail_disclosure.core.models.law import Law
from wagtail_disclosure.core.translated_text import TranslatedTextField


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


class PublicBody(models.Model):
    """A public agency: the one that runs this site, or another that issued a document."""

    code = models.CharField(_("organization code"), max_length=40, unique=True)
    name = TranslatedTextField(_("name"))
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


class IntakeWindow(models.Model):
    """A place or channel where requests come in."""

    Channel = Channel

    body = models.ForeignKey(
        PublicBody, on_delete=models.PROTECT, related_name="windows", verbose_name=_("public body")
    )
    code = models.SlugField(_("code"), max_length=40)
    name = TranslatedTextField(_("name"))
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices)
    address = TranslatedTextField(_("address"), blank=True)
    hours = TranslatedTextField(_("opening hours"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    is_active = models.BooleanField(_("active"), default=True)

    history = History()

    class Meta:
        verbose_name = _("intake window")
        verbose_name_plural = _("intake windows")
        ordering = ["body", "code"]
        constraints = [
            models.UniqueConstraint(fields=["body", "code"], name="disclosure_window_code"),
        ]

    def __str__(self) -> str:
        return str(self.name)
