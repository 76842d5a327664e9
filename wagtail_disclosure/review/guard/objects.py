"""Saves of guarded objects themselves."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from wagtail.models import Page

from wagtail_disclosure.review.content.fingerprints import public_names
from wagtail_disclosure.review.exceptions import ClearanceRequired
from wagtail_disclosure.review.guard import saving, sealing
from wagtail_disclosure.review.guard.addresses import check_rename
from wagtail_disclosure.review.guard.children import rows_of_others, rows_to_write
from wagtail_disclosure.review.guard.decisive import DECISIVE, as_written, names_of
from wagtail_disclosure.review.guard.drafts import (
    forget_publication_of_draft,
    is_kept_by_software,
    keep_pending_title_back,
    make_draft,
    tell_afterwards,
)
from wagtail_disclosure.review.models import Clearance, GuardedMixin
from wagtail_disclosure.review.models.addresses import uncleared_above


def guard_object(
    sender: type[models.Model],
    instance: GuardedMixin,
    raw: bool = False,
    using: str | None = None,
    update_fields: Iterable[str] | None = None,
    **kwargs: Any,
) -> None:
    """Let a save pass, turn it into a draft, or raise ClearanceRequired."""
    names = names_of(instance, update_fields)
    if names is not None and not names & {*DECISIVE, *public_names(type(instance))}:
        keep_pending_title_back(instance, names)
        forget_publication_of_draft(instance, names)
        return
    if instance._state.adding and not raw:
        _follow_the_root(instance)
    written = as_written(instance, names and names | saving.names_to_write(instance))
    # A fixture's children are not there yet, so its content can't be compared.
    clearance = _clearance_of(written) if written.live and not raw else None
    if clearance is not None:
        _approve(instance, written, clearance, using)
    elif not written.live:
        check_rename(written)
        instance.clearance = None
        instance.cleared_fingerprint = ""
        saving.consent(instance)
    elif raw or instance._state.adding or is_kept_by_software(instance, names):
        make_draft(instance, names)
        if raw and isinstance(instance, Page):
            # Its base row was loaded before, perhaps when its type was not known yet.
            Page._base_manager.filter(pk=instance.pk, live=True).update(live=False)
        tell_afterwards(instance, raw=raw)
        saving.consent(instance)
    else:
        raise ClearanceRequired(instance)


def _follow_the_root(instance: Any) -> None:
    """An alias of an alias shows what the page at the root was cleared for: so it follows that.

    Wagtail's own chains would show the same, and what deletes or withdraws need not walk them.
    """
    while getattr(instance, "alias_of_id", None) is not None:
        above = Page._base_manager.filter(pk=instance.alias_of_id)
        root_id = above.values_list("alias_of_id", flat=True).first()
        if root_id is None:
            return
        instance.alias_of_id = root_id


def _clearance_of(instance: GuardedMixin) -> Clearance | None:
    """What lets the instance be public: the newest decision, or the one that it is shown under.

    The two differ while a cleared revision waits for its day. An alias is shown under what its
    source is.
    """
    found = saving.clearance_found(instance)
    if found is not None and found.covers(instance):
        return found
    newest = Clearance.objects.matching(instance)
    if newest is not None:
        return newest
    subject_id = getattr(instance, "alias_of_id", None) or instance.pk
    stored = type(instance)._base_manager.filter(pk=subject_id, live=True)
    shown = stored.filter(clearance__isnull=False).select_related("clearance").first()
    covers = shown is not None and shown.clearance.covers(instance)
    return shown.clearance if covers and uncleared_above(instance) is None else None


def _approve(
    instance: GuardedMixin, written: GuardedMixin, clearance: Clearance, using: str | None
) -> None:
    """Let the save pass under ``clearance``, at once or unsealed until all of it is written."""
    model = type(instance)
    instance.clearance = clearance
    if hasattr(instance, "draft_title"):
        instance.draft_title = written.title
    if not sealing.is_written_in_parts(model):
        instance.cleared_fingerprint = clearance.fingerprint
        saving.consent(instance)
        return
    instance.cleared_fingerprint = ""
    if instance._state.adding:
        goes_live = sealing.has_live_elsewhere(model)
        instance.live = not goes_live
        saving.consent(instance, clearance, goes_live=goes_live)
        return
    own_rows = rows_to_write(instance)
    strangers = [rows_of_others(child, keys, instance) for child, keys in own_rows.items()]
    if not sealing.unseal(model, instance.pk, clearance, using, unless=strangers):
        # A row of another object among them: each is looked at when it is written.
        sealing.unseal(model, instance.pk, clearance, using)
        own_rows = {}
    saving.consent(instance, clearance, own_rows=own_rows)
