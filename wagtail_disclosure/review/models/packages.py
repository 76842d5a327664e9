from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.core.models import StoredFile


class ReleasePackage(models.Model):
    """The content of an entry that is open on request: never public, handed out through a case.

    It belongs to all language versions of the entry (``translation_key``). What it holds has a
    clearance of its own before it is handed out.
    """

    translation_key = models.UUIDField(unique=True, editable=False)
    content = models.JSONField(
        _("text"), default=dict, blank=True, help_text=_("By language code, as it was stored.")
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("release package")
        verbose_name_plural = _("release packages")
        default_permissions = ()

    def __str__(self) -> str:
        # No title here: this text ends up in logs.
        return f"{self._meta.verbose_name} {self.pk}"


class ReleaseFile(models.Model):
    """A file of a release package. Without a ``disclosed()``: it is nobody's but a case's."""

    package = models.ForeignKey(ReleasePackage, on_delete=models.PROTECT, related_name="files")
    stored_file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name=_("file")
    )
    title = models.CharField(_("title"), max_length=200, blank=True)
    language_code = models.CharField(_("language"), max_length=20)

    objects: Any = models.Manager()

    class Meta:
        verbose_name = _("file of a release package")
        verbose_name_plural = _("files of release packages")
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.title or self.stored_file.name
