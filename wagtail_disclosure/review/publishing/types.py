"""Page types whose drafts can be published many at a time."""

from typing import Any

from django.db.models.signals import post_save, pre_save
from modelcluster.models import (
    ClusterableModel,
    get_all_child_m2m_relations,
    get_all_child_relations,
)
from wagtail.log_actions import registry
from wagtail.models import COMMENTS_RELATION_NAME, Page, PageLogEntry

from wagtail_disclosure.review.models import Clearance, GuardedPageMixin

# Whose receivers know how to do without a save.
OWN = ("wagtail.", "wagtail_disclosure.", "modelsearch.")


def is_served(model: type[Any]) -> bool:
    """Whether publishing a draft of ``model`` writes nothing but what is written here."""
    if not issubclass(model, GuardedPageMixin) or not issubclass(model, Page):
        return False
    # Said by this very class: one that derives from it may save more.
    if not vars(model).get("published_together", False):
        return False
    registry.scan_for_actions()
    # Pages with comments are looked at one by one.
    children = [
        relation.related_model
        for relation in get_all_child_relations(model)
        if relation.get_accessor_name() != COMMENTS_RELATION_NAME
    ]
    return (
        not get_all_child_m2m_relations(model)
        and not any(issubclass(child, ClusterableModel) for child in children)
        and registry.get_log_model_for_model(model) is PageLogEntry
        and not any(_is_listened_to(saved) for saved in (model, *children, Clearance))
    )


def _is_listened_to(model: type[Any]) -> bool:
    """Whether somebody else waits for saves of ``model``."""
    # Django has no public way to ask who listens, only whether anybody does.
    return any(
        not str(getattr(receiver, "__module__", "")).startswith(OWN)
        for signal in (pre_save, post_save)
        for receivers in signal._live_receivers(model)
        for receiver in receivers
    )
