import logging
from collections.abc import Collection, Mapping
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
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


def in_form(fingerprint: Any) -> Q:
    """Edits in just this form, or in one of another scheme: nobody can tell those apart."""
    may_be = Q(fingerprint=fingerprint) | ~Q(scheme=fingerprints.SCHEME)
    return may_be & ~Q(fingerprint="")


class ContentEdit(AppendOnlyModel):
    """That somebody had a hand in an object, and in which form of it.

    Revisions say so too, but housekeeping deletes them. It holds nothing of the content: what is
    restricted or deleted leaves no trace here.
    """

    object_type = models.CharField(_("type"), max_length=120)
    object_id = models.CharField(_("id"), max_length=255)
    user_id = models.BigIntegerField()
    user_name = models.CharField(_("user"), max_length=200)
    scheme = models.PositiveSmallIntegerField(_("scheme"), default=fingerprints.SCHEME)
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
        if revision.user_id is not None:
            actor = Actor.of(revision.user)
            cls.count_in(revision, {actor.id: actor.name})

    @classmethod
    def record_all(cls, subjects: Collection[Any], user: Any) -> None:
        """:meth:`record` for objects of one type in the form of the revision that ``user`` saved
        last of each, in one statement.
        """
        actor = Actor.of(user)
        cls.objects.bulk_create(
            cls(
                user_id=actor.id,
                user_name=actor.name,
                object_type=subject._meta.label_lower,
                object_id=str(subject.pk),
                fingerprint=_fingerprint_of(subject, subject.latest_revision),
                moment=subject.latest_revision_created_at,
            )
            for subject in subjects
        )

    @classmethod
    def carry_over(cls, restored: Revision, revision: Revision) -> None:
        """Whoever wrote the version that is restored had a hand in what is made of it."""
        known = cls.objects.filter(object_type=_label(restored), object_id=restored.object_id)
        same = known.filter(in_form(fingerprint_of(restored)))
        people = dict(same.values_list("user_id", "user_name"))
        if restored.user_id is not None:
            people[restored.user_id] = Actor.of(restored.user).name
        people.pop(revision.user_id, None)
        cls.count_in(revision, people)

    @classmethod
    def count_in(cls, revision: Revision, people: Mapping[Any, str]) -> None:
        """Write down that all these people, names by id, had a hand in ``revision``."""
        if people:
            cls._write(
                people,
                object_type=_label(revision),
                object_id=revision.object_id,
                fingerprint=fingerprint_of(revision),
                moment=revision.created_at,
            )

    @classmethod
    def keep(cls, users: Collection[Any], *, object_type: str, object_id: str) -> None:
        """Write down, where their content has no revisions, that these users had a hand in it."""
        found = get_user_model()._default_manager.filter(pk__in=users)
        people = {user.pk: Actor.of(user).name for user in found}
        cls._write(people, object_type=object_type, object_id=object_id, moment=timezone.now())

    @classmethod
    def _write(cls, people: Mapping[Any, str], **values: Any) -> None:
        cls.objects.bulk_create(
            cls(user_id=user_id, user_name=name, **values) for user_id, name in people.items()
        )


def fingerprint_of(revision: Revision) -> str:
    """The fingerprint of what ``revision`` holds; empty where it can't be compared.

    A draft is worth keeping all the same: it just can't be recognized when somebody restores it.
    """
    try:
        subject = glance(revision.content_object, revision.content)
    except INCOMPARABLE as error:
        return _incomparable(revision, error)
    return _fingerprint_of(subject, revision)


def _fingerprint_of(subject: Any, revision: Revision) -> str:
    try:
        return fingerprints.fingerprint_of(subject)
    except INCOMPARABLE as error:
        return _incomparable(revision, error)


def _incomparable(revision: Revision, error: Exception) -> str:
    logger.warning("Revision %s can't be compared: %s", revision.pk, type(error).__name__)
    return ""


def _label(revision: Revision) -> str:
    content_type = revision.content_type
    return f"{content_type.app_label}.{content_type.model}"
