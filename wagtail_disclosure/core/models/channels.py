from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """How something reaches the agency."""

    WEB = "web", _("Website")
    COUNTER = "counter", _("Counter")
    POST = "post", _("Post")
    FAX = "fax", _("Fax")
    EMAIL = "email", _("E-mail")
    HOTLINE = "hotline", _("Hotline")
    KIOSK = "kiosk", _("Kiosk")
    PARTNER = "partner", _("Partner counter")
    ARCHIVE = "archive", _("Archive")
    LIBRARY = "library", _("Library")

    @property
    def is_visited(self) -> bool:
        """Whether one goes or calls there, rather than sends something."""
        return self not in (Channel.WEB, Channel.POST, Channel.FAX, Channel.EMAIL)
