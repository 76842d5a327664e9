"""The write side of the guard: no save makes uncleared content public.

Every route to the public ends in a save of a guarded object or of its base page, so that is where
the guard stands. An insert that would be live becomes a draft; an update raises ClearanceRequired,
except where nobody would be there to read it (aliases, wagtail-localize): those become drafts.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models.signals import pre_delete, pre_save
from wagtail.models import Page

from wagtail_disclosure.review import held, saving
from wagtail_disclosure.review.exceptions import ClearanceRequired
from wagtail_disclosure.review.fingerprints import public_names, public_values
from wagtail_disclosure.review.localize import is_kept_by_localize
from wagtail_disclosure.review.models import Clearance, GuardedMixin

# Besides the public fields: these decide whether, and as whose content, something is shown.
DECISIVE = frozenset({"live", "clearance", "locale", "alias_of"})

PUBLICATION_FIELDS = frozenset({"live_revision", "first_published_at", "last_published_at"})


def connect() -> None:
    """Listen to the saves of every guarded class, of its child rows, and of base pages."""
    for model in guarded_models():
        pre_save.connect(guard_object, sender=model, dispatch_uid=_uid("object", model))
        for child, _parent_field in public_children(model):
            pre_save.connect(guard_child, sender=child, dispatch_uid=_uid("child", child))
            pre_delete.connect(
                guard_child_delete, sender=child, dispatch_uid=_uid("child delete", child)
            )
    pre_save.connect(guard_base_page, sender=Page, dispatch_uid=_uid("page", Page))


def guarded_models() -> list[type[GuardedMixin]]:
    return [model for model in apps.get_models() if issubclass(model, GuardedMixin)]


def public_children(model: type[GuardedMixin]) -> Iterator[tuple[type[models.Model], str]]:
    """Models whose rows ``model`` shows, each with the name of its field that points back."""
    for name in public_names(model):
        field = model._meta.get_field(name)
        if field.one_to_many:
            yield field.related_model, field.field.name


def guard_object(
    sender: type[models.Model],
    instance: GuardedMixin,
    raw: bool = False,
    update_fields: Iterable[str] | None = None,
    **kwargs: Any,
) -> None:
    """Let a save pass, turn it into a draft, or raise ClearanceRequired."""
    names = None if update_fields is None else {_field_name(instance, f) for f in update_fields}
    if names is not None and not names & {*DECISIVE, *public_names(type(instance))}:
        _keep_pending_title_back(instance, names)
        _forget_publication_of_draft(instance, names)
        return
    # A fixture's children are not there yet, so its content can't be compared.
    clearance = _clearance_of(instance) if instance.live and not raw else None
    if not instance.live or clearance is not None:
        _point_to(instance, clearance, names)
        saving.consent(instance)
    elif raw or instance._state.adding or _is_kept_by_software(instance, names):
        _make_draft(instance, names)
        _tell_afterwards(instance, raw=raw)
        saving.consent(instance)
    else:
        raise ClearanceRequired(instance)


def _clearance_of(instance: GuardedMixin) -> Clearance | None:
    """What lets the instance be public: the newest decision, or the one that it is shown under.

    The two differ while a cleared revision waits for its day.
    """
    newest = Clearance.objects.matching(instance)
    if newest is not None or instance._state.adding:
        return newest
    stored = type(instance)._base_manager.filter(pk=instance.pk, live=True)
    shown = stored.filter(clearance__isnull=False).select_related("clearance").first()
    return shown.clearance if shown and shown.clearance.covers(instance) else None


def guard_base_page(
    sender: type[models.Model],
    instance: Page,
    raw: bool = False,
    update_fields: Iterable[str] | None = None,
    **kwargs: Any,
) -> None:
    """Saves on ``Page`` reach the columns that every page has, but not ``clearance``."""
    model = instance.specific_class
    if model is None or not issubclass(model, GuardedMixin):
        return
    decisive = {*DECISIVE, *model.PAGE_PUBLIC_FIELDS}
    names = None if update_fields is None else {_field_name(instance, f) for f in update_fields}
    if names is not None and not names & decisive:
        _keep_pending_title_back(instance, names)
    elif not instance.live:
        model._base_manager.filter(pk=instance.pk).update(clearance=None)
    elif raw or instance._state.adding:
        _make_draft(instance, names)
        _tell_afterwards(instance, raw=raw)
    elif _shows_something_new(instance, model):
        _guard_base_update(instance, model, names)


def guard_child(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    """A child row on its own changes live content behind its clearance's back."""
    if kwargs.get("raw"):
        return
    for parent in live_parents_without_consent(instance):
        if _changes_what_is_shown(instance):
            raise ClearanceRequired(parent)


def guard_child_delete(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    """Taking a row away changes what the public sees, too; a parent takes its rows along."""
    origin = kwargs.get("origin")
    is_on_its_own = origin is instance or getattr(origin, "model", None) is sender
    if not is_on_its_own:
        return
    for parent in live_parents_without_consent(instance):
        raise ClearanceRequired(parent)


def live_parents_without_consent(instance: models.Model) -> Iterator[GuardedMixin]:
    """The live guarded objects that show this row, before or after it is written."""
    for field in instance._meta.concrete_fields:
        model = field.related_model if field.is_relation else None
        if model is None or not issubclass(model, GuardedMixin):
            continue
        if field.remote_field.get_accessor_name() not in public_names(model):
            continue
        stored = type(instance)._base_manager.filter(pk=instance.pk)
        keys = {getattr(instance, field.attname), *stored.values_list(field.attname, flat=True)}
        open_keys = {key for key in keys if key and not saving.has_consent(model, key)}
        if open_keys:
            yield from model._base_manager.filter(pk__in=open_keys, live=True)


def _changes_what_is_shown(child: models.Model) -> bool:
    stored = type(child)._base_manager.filter(pk=child.pk).first()
    if stored is None or public_values(stored) != public_values(child):
        return True
    names = [field.attname for field in child._meta.concrete_fields if field.is_relation]
    names += [name for name in (getattr(child, "sort_order_field", None),) if name]
    return any(getattr(stored, name) != getattr(child, name) for name in names)


def _is_kept_by_software(instance: Any, names: set[str] | None) -> bool:
    """Whether no person waits for this save: an exception would stop what comes after it."""
    if getattr(instance, "alias_of_id", None) is not None:
        return True
    # Its full saves of live rows are left out instead, by GuardedMixin.save().
    return names is not None and is_kept_by_localize(instance)


def _point_to(instance: GuardedMixin, clearance: Clearance | None, names: set[str] | None) -> None:
    instance.clearance = clearance
    if hasattr(instance, "draft_title") and instance.live:
        instance.draft_title = instance.title
    if names is not None and "clearance" not in names and instance.pk is not None:
        type(instance)._base_manager.filter(pk=instance.pk).update(clearance=clearance)


def _make_draft(instance: Any, names: set[str] | None) -> None:
    """As Wagtail has it for something that was never published."""
    values = {
        "live": False,
        "clearance": None,
        "has_unpublished_changes": True,
        **dict.fromkeys(PUBLICATION_FIELDS),
    }
    known = {field.name for field in instance._meta.concrete_fields}
    values = {name: value for name, value in values.items() if name in known}
    for name, value in values.items():
        setattr(instance, name, value)
    if names is not None:
        type(instance)._base_manager.filter(pk=instance.pk).update(**values)


def _tell_afterwards(instance: Any, *, raw: bool = False) -> None:
    """Nobody is there to be told, so it is noted for the people of its unit."""
    if raw:
        # Which of a fixture's pages were public is known from their base rows only.
        if type(instance) is Page or not isinstance(instance, Page):
            held.hold_after_save(instance, held.FIXTURE)
    elif getattr(instance, "alias_of_id", None) is not None:
        held.hold_after_save(instance, held.ALIAS)
    else:
        held.hold_after_save(instance, held.INSERT if instance._state.adding else held.TRANSLATION)


def _shows_something_new(page: Page, model: type[GuardedMixin]) -> bool:
    """Moving a page saves all columns of the base page, most often unchanged."""
    stored = Page._base_manager.filter(pk=page.pk).first()
    if stored is None or not stored.live:
        return True
    names = [*model.PAGE_PUBLIC_FIELDS, "locale_id", "alias_of_id"]
    return any(getattr(stored, name) != getattr(page, name) for name in names)


def _guard_base_update(page: Page, model: type[GuardedMixin], names: set[str] | None) -> None:
    specific = model._base_manager.filter(pk=page.pk).first()
    if specific is None:
        return
    for name in (*model.PAGE_PUBLIC_FIELDS, "live", "locale_id", "alias_of_id"):
        setattr(specific, name, getattr(page, name))
    clearance = Clearance.objects.matching(specific)
    if clearance is not None:
        model._base_manager.filter(pk=page.pk).update(clearance=clearance)
    elif _is_kept_by_software(specific, names):
        _make_draft(page, names)
        _tell_afterwards(page)
        model._base_manager.filter(pk=page.pk).update(clearance=None)
    else:
        raise ClearanceRequired(page)


def _keep_pending_title_back(instance: Any, names: set[str]) -> None:
    """``draft_title`` is shown in choosers and explorers: it must not run ahead of the review."""
    if "draft_title" in names and instance.live:
        stored = Page.objects.filter(pk=instance.pk).values_list("title", flat=True).first()
        instance.draft_title = stored or instance.draft_title


def _forget_publication_of_draft(instance: Any, names: set[str]) -> None:
    """A copy that was to go live at once notes its publication although it became a draft."""
    if "live_revision" in names and not instance.live:
        for name in names & PUBLICATION_FIELDS:
            setattr(instance, name, None)


def _field_name(instance: models.Model, name: str) -> str:
    """``update_fields`` may name columns."""
    return next((f.name for f in instance._meta.concrete_fields if f.attname == name), name)


def _uid(what: str, model: type[models.Model]) -> str:
    return f"wagtail_disclosure.guard {what} {model._meta.label_lower}"
