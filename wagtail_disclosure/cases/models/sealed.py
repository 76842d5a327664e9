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
    wrapped = models.BinaryField()

    class Meta:
        verbose_name = _("case key")
        verbose_name_plural = _("case keys")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.key_id} {self.case_id}"

    @classmethod
    def make(cls, case: Case) -> bytes:
        """Store a new key for ``case`` and return it unwrapped."""
        data_key = encryption.new_data_key()
        key_id, wrapped = encryption.wrap(data_key, purpose=f"case-key:{case.pk}")
        cls.objects.create(case=case, key_id=key_id, wrapped=wrapped)
        return data_key

    def unwrap(self) -> bytes:
        """The data key. Raises encryption.CannotDecrypt where its master key is gone."""
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
        plain = json.dumps(answers, ensure_ascii=False).encode()
        sealed = encryption.encrypt(plain, key=data_key, purpose=f"{cls.purpose}:{case.pk}")
        cls.objects.create(case=case, ciphertext=sealed)

    def unseal(self) -> dict[str, Any]:
        """The answers. Raises encryption.CannotDecrypt where the key is gone."""
        data_key = self.case.key.unwrap()
        purpose = f"{self.purpose}:{self.case_id}"
        return json.loads(encryption.decrypt(self.ciphertext, key=data_key, purpose=purpose))


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
