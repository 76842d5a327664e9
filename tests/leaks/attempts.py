"""Tries a route and says what became of it, from the rows before and after."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.http import HttpResponse
from django.test import TestCase
from django.urls import reverse
from wagtail.models import ModelLogEntry, PageLogEntry

from tests.leaks.kinds import ALL_KINDS
from tests.leaks.routes.catalog import (
    ALLOWED,
    DRAFT,
    HIDDEN,
    REFUSED,
    SILENT,
    TAKEN_BACK,
    Route,
)
from tests.leaks.world import Item, World
from wagtail_disclosure.review.guard import held

# What a row is for visitors, as far as its columns say: a draft, or public with this content.
State = tuple[Any, ...]
NOT_PUBLIC: State = ()


def attempt(world: World, route: Route, item: Item, state: str) -> str:
    """Try ``route`` on ``item`` in this state, with what runs after a commit; says the outcome.

    What the attempt created is known to the world afterwards.
    """
    # The agency itself has written some, which are nobody's to attack.
    known = states().keys() | {(other.kind.model, other.pk) for other in world.items}
    if route.prepare:
        with TestCase.captureOnCommitCallbacks(execute=True):
            route.prepare(world, item)
    before, told = states(), times_noted()
    refused = _try(world, route, item)
    after = states()
    is_noted = state in route.quiet or times_noted() > told
    for key in sorted_keys(after.keys() - known):
        _register(world, item, *key)
    if TAKEN_BACK in route.outcomes.values():
        world.show(item, None)
    return _outcome(before, after, refused=refused, is_noted=is_noted)


def sorted_keys(keys: set[tuple[Any, int]]) -> list[tuple[Any, int]]:
    return sorted(keys, key=lambda key: (key[0]._meta.label, key[1]))


def _try(world: World, route: Route, item: Item) -> bool:
    """Whether somebody said no.

    Writes before a refusal stay, as they do outside a transaction; only where the refusal broke
    off a transaction of the code's own, which is part of the test's, all of them are taken back.
    """
    savepoint = transaction.savepoint()
    try:
        with TestCase.captureOnCommitCallbacks(execute=True):
            answer = route.try_on(world, item)
    except (PermissionDenied, IntegrityError):
        said_no = True
    else:
        said_no = isinstance(answer, HttpResponse) and _says_no(answer)
    finally:
        if connection.needs_rollback:
            transaction.set_rollback(False)
            transaction.savepoint_rollback(savepoint)
    return said_no


def _says_no(response: HttpResponse) -> bool:
    if response.status_code in (302, 200) and hasattr(response, "wsgi_request"):
        levels = {message.level_tag for message in response.wsgi_request._messages}
        home = response.status_code == 302 and response.url == reverse("wagtailadmin_home")
        return "error" in levels or home
    return response.status_code == 403


def times_noted() -> int:
    """How often the guard wrote into the log that it kept something back for its unit."""
    noted = {"action": held.PUBLICATION_REFUSED}
    logs = PageLogEntry.objects.filter(**noted), ModelLogEntry.objects.filter(**noted)
    return sum(entries.count() for entries in logs)


def _outcome(before: dict, after: dict, *, refused: bool, is_noted: bool) -> str:
    changed = {key for key in after if after[key] != before.get(key, NOT_PUBLIC)}
    lost = {key for key in before if before[key] and not after.get(key)}
    shown = {key for key in changed if after[key]}
    if any(not is_shown(*key) for key in shown):
        return HIDDEN
    if shown:
        return ALLOWED
    if lost:
        return TAKEN_BACK
    created = after.keys() - before.keys()
    if refused and not created:
        return REFUSED
    return DRAFT if refused or is_noted else SILENT


def is_shown(model: Any, key: int) -> bool:
    return model._base_manager.get(pk=key).is_disclosed


def _register(world: World, item: Item, model: Any, key: int) -> None:
    """Know what an attempt created: it has the attacked object's words."""
    instance = model._base_manager.get(pk=key)
    kind = next(kind for kind in ALL_KINDS if kind.model is model)
    if getattr(instance, "alias_of_id", None) == item.pk and instance.live:
        world.add_alias(item, instance)
        return
    created = Item(
        kind=kind, pk=key, address=getattr(instance, "slug", ""), versions=list(item.versions)
    )
    world.items.append(created)


def states() -> dict[tuple[Any, int], State]:
    """All rows of all kinds, straight from the tables."""
    found = {}
    for kind in ALL_KINDS:
        for key, state in _states_of(kind).items():
            found[kind.model, key] = state
    return found


def _states_of(kind: Any) -> dict[int, State]:
    model = kind.model
    fields = [field for field in model._meta.concrete_fields if _counts(field, model)]
    columns = ", ".join(
        f"{field.model._meta.db_table}.{connection.ops.quote_name(field.column)}"
        for field in fields
    )
    table = model._meta.db_table
    join = (
        f"JOIN wagtailcore_page ON wagtailcore_page.id = {table}.page_ptr_id"
        if kind.is_page
        else ""
    )
    children = _children_of(kind)
    base = "wagtailcore_page" if kind.is_page else table
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {base}.id, {base}.live, {columns} FROM {table} {join}")  # noqa: S608
        rows = cursor.fetchall()
    return {
        key: (values, children.get(key, ())) if live else NOT_PUBLIC for key, live, *values in rows
    }


def _counts(field: Any, model: Any) -> bool:
    public = (*getattr(model, "PAGE_PUBLIC_FIELDS", ()), *model.public_fields)
    return field.name in (*public, "locale")


def _children_of(kind: Any) -> dict[int, State]:
    if not kind.children:
        return {}
    table = kind.model._meta.get_field(kind.children).related_model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT page_id, {table}.* FROM {table} ORDER BY id")  # noqa: S608
        rows = cursor.fetchall()
    found: dict[int, list[Any]] = {}
    for page_id, *values in rows:
        found.setdefault(page_id, []).append(values)
    return {key: tuple(map(tuple, values)) for key, values in found.items()}
