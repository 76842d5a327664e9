"""Writes that send no signal: `QuerySet.update()`, bulk methods, SQL."""

from typing import Any

from django.db import connection, transaction
from wagtail.models import Page

from tests.leaks.kinds import ENTRY
from tests.leaks.routes.catalog import (
    ALL,
    HIDDEN,
    LISTED,
    OBJECTS,
    READING,
    REFUSED,
    SNIPPETS,
    route,
)
from tests.leaks.routes.code import clear_another
from tests.leaks.stored import store
from tests.leaks.world import Item, World

# What takes `live` for public, or reads titles from rows: choosers, and Wagtail's API v3, which
# nobody can filter.
API_V3 = ("rest v3 list", "rest v3 detail")
CHOOSERS = ("page chooser", "page chooser search", "snippet chooser")
ROWS = (*CHOOSERS, *API_V3)
AN_AGENCYS = ("list of an agency",)
# A list shows what the clearance keeps, which is not about this object.
LISTS = (
    "category",
    "news",
    "related entries",
    "search",
    "search by words",
    "sitemap",
    "start page",
)
BORROWED = (*ROWS, *AN_AGENCYS, *LISTS)


def rows(item: Item) -> Any:
    return item.kind.model._base_manager.filter(pk=item.pk)


@route("`update(live=True)`", kinds=ALL, new=HIDDEN, layer=READING, triggers=REFUSED, exposes=ROWS)
def update_live(world: World, item: Item) -> None:
    with transaction.atomic():
        rows(item).update(live=True)


@route(
    "`update(live=True)` on the base page",
    new=HIDDEN,
    layer=READING,
    triggers=REFUSED,
    exposes=ROWS,
)
def update_live_of_the_base_page(world: World, item: Item) -> None:
    with transaction.atomic():
        Page.objects.filter(pk=item.pk).update(live=True)


@route(
    "`bulk_update()` of `live`",
    kinds=OBJECTS,
    new=HIDDEN,
    layer=READING,
    triggers=REFUSED,
    exposes=ROWS,
)
def update_live_in_bulk(world: World, item: Item) -> None:
    instance = item.stored()
    instance.live = True
    with transaction.atomic():
        item.kind.model._base_manager.bulk_update([instance], ["live"])


@route("SQL on `live`", kinds=OBJECTS, new=HIDDEN, layer=READING, triggers=REFUSED, exposes=ROWS)
def write_live(world: World, item: Item) -> None:
    model = item.kind.model
    table = Page._meta.db_table if item.kind.is_page else model._meta.db_table
    execute(f"UPDATE {table} SET live = %s WHERE id = %s", True, item.pk)  # noqa: S608


@route(
    "`update()` of `live` and of a clearance of something else",
    prepare=clear_another,
    kinds=ALL,
    new=LISTED,
    layer=READING,
    triggers=REFUSED,
    exposes=BORROWED,
)
def borrow_a_clearance(world: World, item: Item) -> None:
    clearance = world.spare[item].stored().clearance
    with transaction.atomic():
        rows(item).update(live=True, clearance=clearance, cleared_fingerprint=clearance.fingerprint)


@route(
    "`update()` of a title",
    edited=LISTED,
    layer=READING,
    triggers=REFUSED,
    exposes=ROWS,
)
def update_the_title(world: World, item: Item) -> None:
    with transaction.atomic():
        rows(item).update(title=item.pending.words("title"))


@route("SQL on a title", edited=LISTED, layer=READING, triggers=REFUSED, exposes=ROWS)
def write_the_title(world: World, item: Item) -> None:
    table = Page._meta.db_table
    title = item.pending.words("title")
    sql = f"UPDATE {table} SET title = %s, draft_title = %s WHERE id = %s"  # noqa: S608
    execute(sql, title, title, item.pk)


@route(
    "`update()` of a snippet's text",
    kinds=SNIPPETS,
    edited=LISTED,
    layer=READING,
    triggers=REFUSED,
    exposes=(*AN_AGENCYS, *CHOOSERS),
)
def update_the_text(world: World, item: Item) -> None:
    with transaction.atomic():
        rows(item).update(text=item.pending.words("title"))


@route(
    "`update()` of a text",
    kinds=(ENTRY,),
    edited=HIDDEN,
    layer=READING,
    triggers=REFUSED,
)
def update_the_summary(world: World, item: Item) -> None:
    with transaction.atomic():
        rows(item).update(summary=item.pending.words("summary"))


@route("`bulk_update()` of a body", edited=HIDDEN, layer=READING, triggers=REFUSED)
def update_the_body_in_bulk(world: World, item: Item) -> None:
    instance = item.stored()
    instance.body = instance.get_latest_revision_as_object().body
    with transaction.atomic():
        item.kind.model._base_manager.bulk_update([instance], ["body"])


@route(
    "`update()` of child rows",
    edited=HIDDEN,
    layer=READING,
    triggers=REFUSED,
)
def update_a_child_row(world: World, item: Item) -> None:
    children = getattr(item.stored(), item.kind.children).get_object_list()[0]
    with transaction.atomic():
        type(children).objects.filter(pk=children.pk).update(stored_file=store(item.pending))


@route(
    "`bulk_create()` of child rows",
    edited=HIDDEN,
    layer=READING,
    triggers=REFUSED,
)
def create_child_rows_in_bulk(world: World, item: Item) -> None:
    model = type(getattr(item.stored(), item.kind.children).get_object_list()[0])
    with transaction.atomic():
        model.objects.bulk_create([model(page_id=item.pk, stored_file=store(item.pending))])


@route("SQL that deletes child rows", edited=HIDDEN, layer=READING, triggers=REFUSED)
def delete_child_rows(world: World, item: Item) -> None:
    model = type(getattr(item.stored(), item.kind.children).get_object_list()[0])
    execute(f"DELETE FROM {model._meta.db_table} WHERE page_id = %s", item.pk)  # noqa: S608


def execute(sql: str, *values: Any) -> None:
    """One statement, as another program would send it; what it breaks is undone."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
