"""Changing the drafts of entries alike, each of them all or not at all."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from wagtail_disclosure.catalog.models import EntryMixin
from wagtail_disclosure.review.translations.localize import original_of
from wagtail_disclosure.review.units import units_of
from wagtail_disclosure.rules.plain_text import split_keywords

BETWEEN_KEYWORDS = "；"


@dataclass(frozen=True)
class Changes:
    """Values by field for every entry, and keywords that each gets besides its own."""

    values: dict[str, Any]
    keywords: str = ""


@dataclass(frozen=True)
class Result:
    """What became of an entry; ``refusal`` says why nothing did."""

    entry: Any
    is_changed: bool = False
    refusal: str = ""


def may_edit(entry: Any, user: Any) -> bool:
    """Editors of the page who answer for its unit."""
    if not isinstance(entry, EntryMixin) or not entry.permissions_for_user(user).can_edit():
        return False
    return units_of(user).filter(pk=entry.responsible_unit_id).exists()


def edit_entries(entries: Iterable[Any], changes: Changes, *, by: Any) -> Iterator[Result]:
    """Write a new draft of each entry that ``changes`` change; what is public stays public."""
    for entry in entries:
        try:
            with transaction.atomic():
                yield Result(entry, is_changed=_edit(entry, changes, by))
        except ValidationError as refusal:
            yield Result(entry, refusal=" ".join(refusal.messages))


def _edit(entry: Any, changes: Changes, user: Any) -> bool:
    """Whether a draft was written. Raises ValidationError."""
    if not may_edit(entry, user):
        raise ValidationError(_("You may not edit it."))
    if entry.permissions_for_user(user).page_locked():
        raise ValidationError(_("It is locked: somebody is at work on it, or it is under review."))
    if entry.alias_of_id or original_of(entry):
        raise ValidationError(_("It follows its original: edit that."))
    draft = entry.get_latest_revision_as_object()
    values = changes.values | _keywords(draft, changes.keywords)
    changed = {name: value for name, value in values.items() if getattr(draft, name) != value}
    if not changed:
        return False
    for name, value in changed.items():
        setattr(draft, name, value)
    draft.full_clean()
    if not entry.live:
        draft.save()
    draft.save_revision(user=user, log_action=True)
    return True


def _keywords(draft: Any, added: str) -> dict[str, str]:
    own = split_keywords(draft.keywords)
    new = [word for word in split_keywords(added) if word not in own]
    return {"keywords": BETWEEN_KEYWORDS.join((*own, *new))} if new else {}
