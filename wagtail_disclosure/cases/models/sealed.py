"""What citizens write, and who they are: ciphertext only."""

import json
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.cases.models.cases import Case
from wagtail_disclosure.core import encryption


class CaseKey(models.Model):
    """The data key of one case, wrapped by a master key; without it the case can't be read."""

    on_public_pages: ClassVar[bool] = False
    wagtail_reference_index_ignore = True

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="key")
    key_id = models.CharField(max_length=12)
    # Empty once it was destroyed.
    wrapped = models.BinaryField()

    class Meta:
        verbose_name = _("case key")
        verbose_name_plural = _("case keys")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.key_id} {self.case_id}"

    @classmethod
    def keep(cls, case: Case, data_key: bytes) -> None:
        """Store the new ``data_key`` of ``case``, wrapped."""
        key_id, wrapped = encryption.wrap(data_key, purpose=f"case-key:{case.pk}")
        cls.objects.create(case=case, key_id=key_id, wrapped=wrapped)

    def destroy(self) -> None:
        """Forget the key: nothing that was sealed with it can be read ever again."""
        self.wrapped = b""
        self.save(update_fields=["wrapped"])

    @property
    def is_destroyed(self) -> bool:
        return not self.wrapped

    def opens(self) -> bool:
        """Whether what was sealed with it can be read."""
        try:
            self.unwrap()
        except encryption.CannotDecrypt:
            return False
        return True

    def unwrap(self) -> bytes:
        """The data key. Raises encryption.CannotDecrypt where it, or its master key, is gone."""
        return encryption.unwrap(
            bytes(self.wrapped), key_id=self.key_id, purpose=f"case-key:{self.case_id}"
        )


class SealedModel(models.Model):
    """Answers to form fields by key, as encrypted JSON."""

    wagtail_reference_index_ignore = True
    purpose: ClassVar[str]

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="%(class)s")
    ciphertext = models.BinaryField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.purpose} {self.case_id}"

    @classmethod
    def seal(cls, case: Case, answers: dict[str, Any], *, data_key: bytes) -> None:
        """Store ``answers`` of ``case`` encrypted."""
        row = cls(case=case)
        row._encrypt(answers, data_key=data_key)
        row.save(force_insert=True)

    def reseal(self, answers: dict[str, Any]) -> None:
        """Store ``answers`` in place of those that are there. Raises encryption.CannotDecrypt."""
        self._encrypt(answers, data_key=self.case.key.unwrap())
        self.save(update_fields=["ciphertext"])

    def destroy(self) -> None:
        """Store nothing in place of the answers."""
        self.ciphertext = b""
        self.save(update_fields=["ciphertext"])

    def unseal(self) -> dict[str, Any]:
        """The answers. Raises encryption.CannotDecrypt where the key is gone."""
        data_key = self.case.key.unwrap()
        purpose = f"{self.purpose}:{self.case_id}"
        return json.loads(encryption.decrypt(self.ciphertext, key=data_key, purpose=purpose))

    def _encrypt(self, answers: dict[str, Any], *, data_key: bytes) -> None:
        plain = json.dumps(answers, ensure_ascii=False).encode()
        purpose = f"{self.purpose}:{self.case_id}"
        self.ciphertext = encryption.encrypt(plain, key=data_key, purpose=purpose)


class ApplicantIdentity(SealedModel):
    """Who the applicant is and how to reach them; read only with a purpose that is logged."""

    on_public_pages: ClassVar[bool] = False

    purpose = "applicant-identity"

    class Meta:
        verbose_name = _("applicant")
        verbose_name_plural = _("applicants")
        default_permissions = ()


class CaseContent(SealedModel):
    """What the applicant asks for."""

    on_public_pages: ClassVar[bool] = False

    purpose = "case-content"

    class Meta:
        verbose_name = _("content of a case")
        verbose_name_plural = _("contents of cases")
        default_permissions = ()


def seal_for(case: Case, value: dict[str, Any], *, purpose: str) -> bytes:
    """``value`` encrypted with the key of ``case``, to be stored with a row about it."""
    plain = json.dumps(value, ensure_ascii=False).encode()
    return encryption.encrypt(plain, key=case.key.unwrap(), purpose=f"{purpose}:{case.pk}")


def unseal_for(case: Case, sealed: bytes, *, purpose: str) -> dict[str, Any]:
    """What ``seal_for`` sealed. Raises encryption.CannotDecrypt where the key is gone."""
    plain = encryption.decrypt(sealed, key=case.key.unwrap(), purpose=f"{purpose}:{case.pk}")
    return json.loads(plain)
