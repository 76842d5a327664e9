"""How a step of a review is named: by its title in lists, without it in mails."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from wagtail_disclosure.review.content.presentation import label_of
from wagtail_disclosure.review.models import ReviewTaskState


def model_of(state: ReviewTaskState) -> type[Any] | None:
    """The type of the content; None where its app is no longer installed."""
    return ContentType.objects.get_for_id(state.workflow_state.content_type_id).model_class()


def reference_of(state: ReviewTaskState) -> str:
    """Kind, number and unit of the content: what may stand in a mail before it is cleared."""
    model = model_of(state)
    kind = capfirst(str(model._meta.verbose_name)) if model is not None else ""
    number = getattr(state, "index_number", None) or f"#{state.workflow_state.object_id}"
    return _("%(kind)s %(number)s, %(unit)s") % {
        "kind": kind,
        "number": number,
        "unit": state.unit or _("without a unit"),
    }


def class_of(state: ReviewTaskState) -> str:
    """The disclosure class in words, for types that have one."""
    try:
        field = model_of(state)._meta.get_field("disclosure_class")
    except (AttributeError, FieldDoesNotExist):
        return ""
    value = getattr(state, "disclosure_class", None)
    return str(dict(field.flatchoices).get(value, ""))


def changes_of(state: ReviewTaskState) -> str:
    """What is new, in one line."""
    if state.changes is None:
        return _("Never cleared before: everything is new.")
    if not state.changes:
        return _("Nothing changed since it was cleared last.")
    model = model_of(state)
    labels = [label_of(model, name) if model else name for name in state.changes]
    return _("Changed: %(fields)s.") % {"fields": pgettext("between names", ", ").join(labels)}
