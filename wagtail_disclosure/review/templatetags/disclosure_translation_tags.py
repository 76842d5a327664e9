"""What our form of wagtail-localize's editor and the public pages of translations ask for."""

from typing import Any

from django import template
from django.contrib.admin.utils import quote
from django.urls import reverse
from wagtail.models import Page
from wagtail.snippets.side_panels import SnippetStatusSidePanel

from wagtail_disclosure.review.models import GuardedMixin, ReviewTaskState
from wagtail_disclosure.review.roles import Role
from wagtail_disclosure.review.screens.side_by_side import SideBySide, side_by_side
from wagtail_disclosure.review.translations import editor, staleness

register = template.Library()


@register.simple_tag(takes_context=True)
def disclosure_editor_words(context: template.Context) -> str:
    """Let wagtail-localize's editor offer the review; returns the words of its button, in JSON.

    Empty for objects that need no review: their editor stays as it is.
    """
    instance = context["instance"]
    if not editor.is_reviewed(instance):
        return ""
    context["props"] = editor.with_review(context["props"])
    if not isinstance(instance, Page):
        _show_round_of_snippet(context, instance)
    return editor.words()


@register.simple_tag
def disclosure_changed_original(instance: Any) -> Any | None:
    """The original of a public translation where it was changed since, else None."""
    return staleness.changed_original(instance) if isinstance(instance, GuardedMixin) else None


@register.simple_tag
def disclosure_side_by_side(task_state: ReviewTaskState, subject: Any) -> SideBySide | None:
    """Original and translation, for the review of a translation only."""
    if task_state.role != Role.LANGUAGE:
        return None
    return side_by_side(subject, sent_at=task_state.started_at)


def _show_round_of_snippet(context: template.Context, instance: Any) -> None:
    """The status panel of wagtail-localize's editor does not know the addresses of a round."""
    names = instance.snippet_viewset
    context["view"] = "edit"
    context["revision_enabled"] = context["draftstate_enabled"] = True
    history = names.get_url_name("workflow_history")
    context["workflow_history_url"] = reverse(history, args=[quote(instance.pk)])
    context["revisions_compare_url_name"] = names.get_url_name("revisions_compare")
    context["side_panels"] = [
        SnippetStatusSidePanel(instance, context["request"], locale=context["target_locale"])
    ]
