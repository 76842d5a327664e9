from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import quote

from django.conf import settings
from django.db import models
from django.db.models import Case, When
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from wagtail_disclosure.core import conf
from wagtail_disclosure.core.audit import History
from wagtail_disclosure.core.models.bodies import PublicBody
from wagtail_disclosure.core.models.channels import Channel
from wagtail_disclosure.core.translated_text import TranslatedText, TranslatedTextField


@dataclass(frozen=True)
class PublicWindow:
    """What visitors are told of an intake window, and nothing else of its row.

    Texts are written in the language that is active when they are shown.
    """

    name: TranslatedText
    channel: str
    operator: TranslatedText
    address: TranslatedText
    hours: TranslatedText
    phone: str
    fax: str
    email: str
    accessibility: TranslatedText

    def __str__(self) -> str:
        return str(self.name)

    @property
    def channel_name(self) -> str:
        return str(Channel(self.channel).label)

    @property
    def is_visited(self) -> bool:
        return Channel(self.channel).is_visited

    @property
    def map_url(self) -> str:
        """Where a map shows its address; empty where nobody goes there."""
        address = str(self.address)
        if not (address and self.is_visited):
            return ""
        return conf.map_url().replace("{address}", quote(address))


class IntakeWindowQuerySet(models.QuerySet["IntakeWindow"]):
    def for_public(self) -> "IntakeWindowQuerySet":
        """Windows that take something in today, with all that visitors are told of them.

        In the order of channels: first what everybody can use.
        """
        places = [When(channel=channel, then=place) for place, channel in enumerate(Channel.values)]
        active = self.filter(is_active=True).select_related("operator")
        return active.order_by(Case(*places, default=len(places)), "code")

    def public_rows(self) -> Iterator[PublicWindow]:
        """What visitors are told of them (one query)."""
        return (window.as_public() for window in self.for_public())


class IntakeWindow(ClusterableModel):
    """A place or channel where requests come in, be it run by the agency itself or by a partner.

    Each field is either in ``public_fields``, for everybody to read as soon as it is saved, or in
    ``private_fields``.
    """

    Channel = Channel

    body = models.ForeignKey(
        PublicBody,
        on_delete=models.PROTECT,
        related_name="windows",
        verbose_name=_("on whose behalf"),
        help_text=_("The agency that decides on what comes in here."),
    )
    operator = models.ForeignKey(
        PublicBody,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="operated_windows",
        verbose_name=_("operator"),
        help_text=_("The partner whose people sit here. Empty: the agency itself."),
    )
    code = models.SlugField(_("code"), max_length=40)
    name = TranslatedTextField(_("name"))
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices)
    address = TranslatedTextField(_("address"), blank=True)
    hours = TranslatedTextField(_("opening hours"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    fax = models.CharField(_("fax"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    accessibility = TranslatedTextField(
        _("accessible facilities"),
        blank=True,
        help_text=_("Ramps, lifts, hearing loops, help with reading and writing."),
    )
    internal_note = models.TextField(
        _("internal note"), blank=True, help_text=_("Internal: visitors don't see it.")
    )
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("Off: visitors are not told of it any more.")
    )

    # OGI Art. 12: address, hours, telephone, fax and internet are what a guide has to name.
    public_fields: ClassVar[tuple[str, ...]] = (
        "operator",
        "name",
        "channel",
        "address",
        "hours",
        "phone",
        "fax",
        "email",
        "accessibility",
    )
    private_fields: ClassVar[tuple[str, ...]] = ("body", "code", "internal_note", "is_active")

    objects = IntakeWindowQuerySet.as_manager()
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

    def as_public(self) -> PublicWindow:
        shown: dict[str, Any] = {name: getattr(self, name) for name in self.public_fields}
        shown["operator"] = self.operator.name if self.operator else TranslatedText()
        return PublicWindow(**shown)


class WindowClerk(models.Model):
    """Somebody who registers what comes in at one window, be it a partner's; decides nothing."""

    on_public_pages: ClassVar[bool] = False

    window = ParentalKey(
        IntakeWindow,
        on_delete=models.CASCADE,
        related_name="clerks",
        verbose_name=_("intake window"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="clerk_at",
        verbose_name=_("user"),
    )

    class Meta:
        verbose_name = _("window clerk")
        verbose_name_plural = _("window clerks")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["window", "user"], name="disclosure_clerk_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user.get_full_name() or self.user.get_username()} ({self.window})"
