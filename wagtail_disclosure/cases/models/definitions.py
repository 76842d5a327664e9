import hashlib
import json
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.core.audit import AppendOnlyModel, AppendOnlyQuerySet


class FormDefinitionQuerySet(AppendOnlyQuerySet):
    def freeze(self, content: dict[str, Any]) -> "FormDefinition":
        """The row that holds exactly ``content``, written now if this is its first use."""
        canonical = json.dumps(content, ensure_ascii=False, sort_keys=True)
        digest = hashlib.sha256(canonical.encode()).hexdigest()
        definition, _created = self.get_or_create(digest=digest, defaults={"content": content})
        return definition


class FormDefinition(AppendOnlyModel):
    """A form exactly as it was when somebody filled it in: answers make sense only with it."""

    on_public_pages: ClassVar[bool] = False

    digest = models.CharField("SHA-256", max_length=64, unique=True)
    content = models.JSONField(_("content"))
    frozen_at = models.DateTimeField(_("frozen at"), auto_now_add=True)

    objects = FormDefinitionQuerySet.as_manager()

    class Meta:
        verbose_name = _("form as it was")
        verbose_name_plural = _("forms as they were")
        default_permissions = ()

    def __str__(self) -> str:
        return self.digest[:12]
