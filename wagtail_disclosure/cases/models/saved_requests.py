import tempfile
import uuid
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import ClassVar

from django.core.files.base import File
from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.cases.models.definitions import FormDefinition
from wagtail_disclosure.core import encryption
from wagtail_disclosure.core.storage import private_storage


class SavedRequest(models.Model):
    """A request that somebody is still writing, until it is sent or expires.

    Encrypted under a key that follows from its code, which is stored nowhere: without the code
    nobody can read it, not even whoever runs the site. See ``intake.saved_requests``.
    """

    on_public_pages: ClassVar[bool] = False
    wagtail_reference_index_ignore = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code_digest = models.CharField(max_length=64, unique=True)
    key_id = models.CharField(max_length=12)
    form_definition = models.ForeignKey(
        FormDefinition, on_delete=models.PROTECT, related_name="+", verbose_name=_("form as it was")
    )
    ciphertext = models.BinaryField()
    started_at = models.DateTimeField(_("started at"))
    expires_at = models.DateTimeField(_("expires at"), db_index=True)
    # Its answers are gone by then; what is left gives the same receipt to who sends it again.
    sent_at = models.DateTimeField(_("sent at"), null=True)

    class Meta:
        verbose_name = _("saved request")
        verbose_name_plural = _("saved requests")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)


def storage_name(instance: "SavedFile", filename: str) -> str:
    return f"saved/{instance.pk.hex[:2]}/{instance.pk.hex}"


class SavedFile(models.Model):
    """A file of a request that is not sent yet, encrypted with its key."""

    on_public_pages: ClassVar[bool] = False
    wagtail_reference_index_ignore = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(SavedRequest, on_delete=models.PROTECT, related_name="files")
    file = models.FileField(storage=private_storage, upload_to=storage_name)
    saved_at = models.DateTimeField(_("saved at"), db_index=True)

    class Meta:
        verbose_name = _("file of a saved request")
        verbose_name_plural = _("files of saved requests")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)

    @classmethod
    def seal(
        cls, request: SavedRequest, chunks: Iterable[bytes], *, key: bytes, at: datetime
    ) -> "SavedFile":
        """Write ``chunks`` encrypted to private storage and return the row."""
        sealed = cls(request=request, saved_at=at)
        pieces = encryption.encrypt_chunks(chunks, key=key, purpose=sealed._purpose)
        with tempfile.TemporaryFile() as ciphertext:
            ciphertext.writelines(pieces)
            sealed.file.save("", File(ciphertext), save=False)
        sealed.save(force_insert=True)
        return sealed

    def chunks(self, *, key: bytes) -> Iterator[bytes]:
        """What was sent, piece by piece. Raises encryption.CannotDecrypt."""
        with self.file.open("rb") as sealed:
            yield from encryption.decrypt_chunks(sealed, key=key, purpose=self._purpose)

    @property
    def _purpose(self) -> str:
        return f"saved-file:{self.pk.hex}"
