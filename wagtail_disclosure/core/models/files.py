import hashlib
import uuid
from pathlib import PurePosixPath

from django.core.files.base import File
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.core.audit import AppendOnlyError
from wagtail_disclosure.core.storage import private_storage
from wagtail_disclosure.rules.plain_text import clean_line


def storage_name(instance: "StoredFile", filename: str) -> str:
    """Named by UUID: the sender's file name never reaches the disk."""
    return f"{instance.pk.hex[:2]}/{instance.pk.hex}"


class StoredFile(models.Model):
    """A file of guarded content: private, immutable, known by its SHA-256.

    Replacing a file means a new row. Whether somebody may read it is not decided here but by the
    objects that hold it.
    """

    class ScanState(models.TextChoices):
        UNSCANNED = "unscanned", _("Not scanned")
        CLEAN = "clean", _("Clean")
        QUARANTINED = "quarantined", _("Quarantined")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.FileField(_("file"), storage=private_storage, upload_to=storage_name)
    name = models.CharField(_("name"), max_length=200)
    content_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"), editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)
    scan_state = models.CharField(
        _("scan"), max_length=12, choices=ScanState.choices, default=ScanState.UNSCANNED
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    uploaded_by_id = models.BigIntegerField(null=True, editable=False)
    uploaded_by_name = models.CharField(_("uploaded by"), max_length=200, editable=False)

    class Meta:
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        """Insert once; later only the scan state changes."""
        only_scan_state = set(kwargs.get("update_fields") or ()) == {"scan_state"}
        if not self._state.adding and not only_scan_state:
            raise AppendOnlyError(f"File {self.pk} is stored already; store a new one instead.")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("wagtail_disclosure_core:file", args=[self.pk, self.name])

    @classmethod
    def store(cls, content: File, *, name: str, content_type: str, by) -> "StoredFile":
        """Write ``content`` to private storage and return its row; ``by`` is an audit.Actor."""
        sha256 = hashlib.sha256()
        for chunk in content.chunks():
            sha256.update(chunk)
        content.seek(0)
        stored = cls(
            name=clean_line(PurePosixPath(name.replace("\\", "/")).name)[-200:],
            content_type=content_type,
            size=content.size,
            sha256=sha256.hexdigest(),
            uploaded_by_id=by.id,
            uploaded_by_name=by.name,
        )
        stored.file.save(stored.name, content, save=False)
        stored.save(force_insert=True)
        return stored
