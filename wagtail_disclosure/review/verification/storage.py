"""Private files that nothing holds."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import ReferenceIndex, Revision

from wagtail_disclosure.core.models import StoredFile
from wagtail_disclosure.review.verification import Problem

# Uploaded and not saved with anything yet: somebody may still be at it.
YOUNGEST = timedelta(days=1)


def verify_storage() -> Iterator[Problem]:
    """Stored files that no row and no draft holds; nobody can open them, so these are notices."""
    held = Q()
    for relation in StoredFile._meta.related_objects:
        holders = relation.related_model._base_manager
        held |= Q(Exists(holders.filter(**{relation.field.name: OuterRef("pk")})))
    old = StoredFile.objects.filter(uploaded_at__lt=timezone.now() - YOUNGEST)
    for stored in old.filter(~held).order_by("pk").iterator(chunk_size=500):
        if not _is_mentioned(stored):
            yield Problem(
                code="orphan",
                message=_("Nothing holds this private file."),
                object_type=stored._meta.label_lower,
                object_id=str(stored.pk),
                is_notice=True,
            )


def _is_mentioned(stored: Any) -> bool:
    """Whether a body or a draft names the file; drafts are kept as text."""
    if ReferenceIndex.get_references_to(stored).exists():
        return True
    drafts = Revision.objects.annotate(text=Cast("content", TextField()))
    return drafts.filter(text__contains=str(stored.pk)).exists()
