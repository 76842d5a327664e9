import logging
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from wagtail_disclosure.core.audit import Actor, AppendOnlyModel
from wagtail_disclosure.review.content import fingerprints
from wagtail_disclosure.review.content.drafts import glance

logger = logging.getLogger(__name__)

# What forms raise that can't be loaded or compared: old ones, copied along with their page.
INCOMPARABLE = (
    AttributeError,
    LookupError,
    ObjectDoesNotExist,
    TypeError,
    ValidationError,
    ValueError,
)


class ContentEdit(AppendOnlyModel):
    """That somebody had a hand in an object, and in which form of it.

    Revisions say so too, but housekeeping deletes them. It holds nothing of the content: what is
    restricted or deleted leaves no trace here.
    """

    object_type = models.CharField(_("type"), max_length=120)
    object_id = models.CharField(_("id"), max_length=255)
    user_id = models.BigIntegerField()
    user_name = models.CharField(_("user"), max_length=200)
    # Of what was saved; empty where it can't be compared, or was saved before this was kept.
    fingerprint = models.CharField(_("fingerprint"), max_length=64, blank=True, default="")
    moment = models.DateTimeField(_("moment"))

    class Meta:
        verbose_name = _("edit")
        verbose_name_plural = _("edits")
        default_permissions = ()
        indexes = [models.Index(fields=["object_type", "object_id"], name="disclosure_edit_of")]

    def __str__(self) -> str:
        return f"{self.object_type} {self.object_id}"

    @classmethod
    def record(cls, revision: Revision) -> None:
        """Write down who saved ``revision``; nobody where the software did."""
        if revision.user_id is None:
            return
        actor = Actor.of(revision.user)
        cls._write(revision, fingerprint_of(revision), {actor.id: actor.name})

    @classmethod
    def carry_over(cls, restored: Revision, revision: Revision) -> None:
        """Whoever wrote the version that is restored had a hand in what is made of it."""
        known = cls.objects.filter(object_type=_label(restored), object_id=restored.object_id)
        same = known.filter(fingerprint=fingerprint_of(restored)).exclude(fingerprint="")
        people = dict(same.values_list("user_id", "user_name"))
        if restored.user_id is not None:
            people[restored.user_id] = Actor.of(restored.user).name
        people.pop(revision.user_id, None)
        if people:
            cls._write(revision, fingerprint_of(revision), people)

    @classmethod
    def _write(cls, revision: Revision, fingerprint: str, people: dict[Any, str]) -> None:
        cls.objects.bulk_create(
            cls(
                object_type=_label(revision),
                object_id=revision.object_id,
                user_id=user_id,
                user_name=name,
                fingerprint=fingerprint,
                moment=revision.created_at,
            )
            for user_id, name in people.items()
        )


def fingerprint_of(revision: Revision) -> str:
    """The fingerprint of what ``revision`` holds; empty where it can't be compared.

    A draft is worth keeping all the same: it just can't be recognized when somebody restores it.
    """
    try:
        return fingerprints.fingerprint_of(glance(revision.content_object, revision.content))
    except INCOMPARABLE as error:
        logger.warning("Revision %s can't be compared: %s", revision.pk, type(error).__name__)
        return ""


def _label(revision: Revision) -> str:
    content_type = revision.content_type
    return f"{content_type.app_label}.{content_type.model}"
