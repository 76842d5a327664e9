import hashlib
import json
import tempfile
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, ClassVar

from django.core.files.base import File
from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.cases.models.cases import Case
from wagtail_disclosure.core import encryption
from wagtail_disclosure.core.audit import Actor, AppendOnlyError
from wagtail_disclosure.core.models import StoredFile
from wagtail_disclosure.core.storage import private_storage
from wagtail_disclosure.rules.plain_text import clean_line

LONGEST_NAME = 200


@dataclass(frozen=True)
class Origin:
    """What staff say of a paper that came in later: what it is, when it came, at which window."""

    text: str = ""
    came_in_on: date | None = None
    # Its code.
    window: str = ""

    def as_facts(self) -> dict[str, str]:
        day = self.came_in_on.isoformat() if self.came_in_on else ""
        facts = {"text": self.text, "came_in_on": day, "window": self.window}
        return {name: value for name, value in facts.items() if value}

    @classmethod
    def of_facts(cls, facts: Mapping[str, str]) -> "Origin":
        day = facts.get("came_in_on")
        return cls(
            text=facts.get("text", ""),
            came_in_on=date.fromisoformat(day) if day else None,
            window=facts.get("window", ""),
        )


NOTHING = Origin()


def storage_name(instance: "CaseFile", filename: str) -> str:
    return f"cases/{instance.pk.hex[:2]}/{instance.pk.hex}"


class CaseFile(models.Model):
    """A file of a case, encrypted with the key of the case, name included.

    It may name the applicant, as an upload or a letter does, so destroying the key of the case
    destroys it as well. ``sha256`` is that of the ciphertext: it shows damage without the key, and
    tells nobody who has the file elsewhere that it is this one.
    """

    class Role(models.TextChoices):
        SUBMITTED = "submitted", _("Sent with the request")
        SUPPLEMENT = "supplement", _("Sent later")
        LETTER = "letter", _("Letter")
        ANSWER = "answer", _("Part of the answer")
        NOTE = "note", _("Working paper")

    on_public_pages: ClassVar[bool] = False
    wagtail_reference_index_ignore = True

    ScanState = StoredFile.ScanState

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="files", verbose_name=_("case")
    )
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)
    file = models.FileField(_("file"), storage=private_storage, upload_to=storage_name)
    sealed_facts = models.BinaryField()
    content_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256 of the ciphertext"), max_length=64)
    scan_state = models.CharField(
        _("scan"),
        max_length=12,
        choices=StoredFile.ScanState.choices,
        default=StoredFile.ScanState.UNSCANNED,
    )
    added_at = models.DateTimeField(_("added at"))
    added_by_id = models.BigIntegerField(null=True)
    added_by_name = models.CharField(_("added by"), max_length=200)

    class Meta:
        verbose_name = _("file of a case")
        verbose_name_plural = _("files of cases")
        ordering = ["added_at", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        # Neither name nor content: this text ends up in logs.
        return f"{self.get_role_display()} {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert once; later only the scan state changes."""
        only_scan_state = set(kwargs.get("update_fields") or ()) == {"scan_state"}
        if not self._state.adding and not only_scan_state:
            raise AppendOnlyError(f"File {self.pk} is stored already; store a new one instead.")
        super().save(*args, **kwargs)

    @classmethod
    def seal(
        cls,
        case: Case,
        content: File,
        *,
        name: str,
        content_type: str,
        role: str,
        by: Actor,
        at: datetime,
        origin: Origin = NOTHING,
    ) -> "CaseFile":
        """Write ``content`` encrypted to private storage and return its row.

        Call it in the transaction that the file belongs to. Where that is rolled back the
        ciphertext stays behind, unreadable like every file whose row is gone.
        """
        facts = {"name": name, "content_type": content_type, "role": role, "by": by, "at": at}
        sealed = cls.write(content, key=case.key.unwrap(), origin=origin, **facts)
        sealed.case = case
        sealed.save(force_insert=True)
        return sealed

    @classmethod
    def write(
        cls,
        content: File,
        *,
        key: bytes,
        name: str,
        content_type: str,
        role: str,
        by: Actor,
        at: datetime,
        origin: Origin = NOTHING,
    ) -> "CaseFile":
        """Write ``content`` to private storage, for a case whose data key ``key`` will be.

        The row is returned without a case and not yet stored.
        """
        sealed = cls(role=role, content_type=content_type, size=content.size)
        sealed.added_at, sealed.added_by_id, sealed.added_by_name = at, by.id, by.name
        plain_sha256, sha256 = hashlib.sha256(), hashlib.sha256()
        plain_chunks = _digested(content.chunks(), plain_sha256)
        pieces = encryption.encrypt_chunks(plain_chunks, key=key, purpose=sealed._purpose)
        # Storages read as they like, so they are given nothing but a file of ciphertext.
        with tempfile.TemporaryFile() as ciphertext:
            for piece in _digested(pieces, sha256):
                ciphertext.write(piece)
            sealed.file.save("", File(ciphertext), save=False)
        sealed.sha256 = sha256.hexdigest()
        facts = {"name": _shown_name(name), "sha256": plain_sha256.hexdigest()}
        facts |= origin.as_facts()
        plain = json.dumps(facts, ensure_ascii=False).encode()
        sealed.sealed_facts = encryption.encrypt(plain, key=key, purpose=f"{sealed._purpose}:facts")
        return sealed

    @cached_property
    def name(self) -> str:
        """Its name as the sender gave it. Raises encryption.CannotDecrypt without the key."""
        return self._facts["name"]

    @cached_property
    def origin(self) -> Origin:
        """What was said of it. Raises encryption.CannotDecrypt without the key."""
        return Origin.of_facts(self._facts)

    @property
    def is_scan(self) -> bool:
        """Whether staff put it there for somebody: what is signed says who signed it."""
        roles = (self.Role.SUBMITTED, self.Role.SUPPLEMENT)
        return self.added_by_id is not None and self.role in roles

    @cached_property
    def plain_sha256(self) -> str:
        """The SHA-256 of what was sent. Raises encryption.CannotDecrypt without the key."""
        return self._facts["sha256"]

    def chunks(self) -> Iterator[bytes]:
        """What was sent, piece by piece. Raises encryption.CannotDecrypt."""
        # Before the file: that is deleted where the key was destroyed.
        key = self.case.key.unwrap()
        with self.file.open("rb") as sealed:
            yield from encryption.decrypt_chunks(sealed, key=key, purpose=self._purpose)

    @property
    def _purpose(self) -> str:
        return f"case-file:{self.pk.hex}"

    @cached_property
    def _facts(self) -> dict[str, str]:
        key = self.case.key.unwrap()
        plain = encryption.decrypt(self.sealed_facts, key=key, purpose=f"{self._purpose}:facts")
        return json.loads(plain)


def _digested(chunks: Iterable[bytes], digest: Any) -> Iterator[bytes]:
    for chunk in chunks:
        digest.update(chunk)
        yield chunk


def _shown_name(name: str) -> str:
    return clean_line(name.replace("\\", "/").rsplit("/", 1)[-1])[-LONGEST_NAME:]
