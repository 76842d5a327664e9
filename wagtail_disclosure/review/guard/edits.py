"""Who had a hand in guarded content, kept beyond its revisions."""

from typing import Any

from wagtail.models import Revision

from wagtail_disclosure.review.models.edits import ContentEdit
from wagtail_disclosure.review.models.guarded import GuardedMixin


def note_edit(*, instance: Revision, raw: bool, update_fields: Any = None, **kwargs: Any) -> None:
    """Keep who saved this revision of guarded content; saving a part of it changes no content."""
    model = None if raw else instance.content_type.model_class()
    writes_content = update_fields is None or "content" in update_fields
    if model is not None and issubclass(model, GuardedMixin) and writes_content:
        ContentEdit.record(instance)
