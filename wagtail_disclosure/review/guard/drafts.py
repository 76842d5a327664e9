"""How the guard keeps something back: as Wagtail has what was never published."""

from typing import Any

from wagtail.models import Page

from wagtail_disclosure.review.guard import held
from wagtail_disclosure.review.guard.decisive import PUBLICATION_FIELDS
from wagtail_disclosure.review.translations.localize import is_kept_by_localize


def is_kept_by_software(instance: Any, names: set[str] | None) -> bool:
    """Whether no person waits for this save: an exception would stop what comes after it."""
    if getattr(instance, "alias_of_id", None) is not None:
        return True
    # Its full saves of live rows are left out instead, by GuardedMixin.save().
    return names is not None and is_kept_by_localize(instance)


def make_draft(instance: Any, names: set[str] | None) -> None:
    """Turn the save of something live into that of a draft."""
    values = {
        "live": False,
        "clearance": None,
        "cleared_fingerprint": "",
        "has_unpublished_changes": True,
        **dict.fromkeys(PUBLICATION_FIELDS),
    }
    known = {field.name for field in instance._meta.concrete_fields}
    values = {name: value for name, value in values.items() if name in known}
    for name, value in values.items():
        setattr(instance, name, value)
    if names is not None:
        type(instance)._base_manager.filter(pk=instance.pk).update(**values)


def tell_afterwards(instance: Any, *, raw: bool = False) -> None:
    """Nobody is there to be told, so it is noted for the people of its unit."""
    if raw:
        # Which of a fixture's pages were public is known from their base rows only.
        if type(instance) is Page or not isinstance(instance, Page):
            held.hold_after_save(instance, held.FIXTURE)
    elif getattr(instance, "alias_of_id", None) is not None:
        held.hold_after_save(instance, held.ALIAS)
    else:
        held.hold_after_save(instance, held.INSERT if instance._state.adding else held.TRANSLATION)


def keep_pending_title_back(instance: Any, names: set[str]) -> None:
    """``draft_title`` is shown in choosers and explorers: it must not run ahead of the review."""
    if "draft_title" in names and instance.live:
        stored = Page.objects.filter(pk=instance.pk).values_list("title", flat=True).first()
        instance.draft_title = stored or instance.draft_title


def forget_publication_of_draft(instance: Any, names: set[str]) -> None:
    """A copy that was to go live at once notes its publication although it became a draft."""
    if "live_revision" in names and not instance.live:
        for name in names & PUBLICATION_FIELDS:
            setattr(instance, name, None)
