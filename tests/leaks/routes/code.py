"""Code that saves: a site's own, a shell's, another package's."""

from typing import Any

from wagtail.models import Page

from tests.leaks.kinds import ENTRY
from tests.leaks.routes.catalog import (
    ALL,
    CHILDREN,
    DRAFT,
    NEW,
    OBJECTS,
    PUBLISH,
    RECEIVER,
    REFUSED,
    SNIPPETS,
    TAKEN_BACK,
    route,
)
from tests.leaks.routes.editing import folder_nobody_cleared
from tests.leaks.stored import store
from tests.leaks.world import Item, World


def draft_another(world: World, item: Item) -> None:
    world.spare[item] = world.draft(item.kind)


def clear_another(world: World, item: Item) -> None:
    draft_another(world, item)
    world.clear(world.spare[item])


def with_the_newest(item: Item) -> Any:
    """The stored object with its newest version's content, to be public."""
    instance = item.stored().get_latest_revision_as_object()
    instance.live = True
    return instance


@route("`revision.publish()`", kinds=ALL, new=REFUSED, edited=REFUSED, layer=PUBLISH)
def publish_the_revision(world: World, item: Item) -> None:
    item.stored().get_latest_revision().publish()


@route(
    "`publish()` without permission checks",
    kinds=OBJECTS,
    new=REFUSED,
    edited=REFUSED,
    layer=PUBLISH,
)
def publish_without_checks(world: World, item: Item) -> None:
    instance = item.stored()
    instance.publish(instance.get_latest_revision(), skip_permission_checks=True)


@route("`move()` below a page that nobody cleared", edited=REFUSED, layer=RECEIVER)
def move_by_code(world: World, item: Item) -> None:
    item.stored().move(folder_nobody_cleared(world, item), pos="last-child")


@route("`publish()` on the base page", new=REFUSED, edited=REFUSED, layer=PUBLISH)
def publish_the_base_page(world: World, item: Item) -> None:
    page = Page.objects.get(pk=item.pk)
    page.publish(page.get_latest_revision(), skip_permission_checks=True)


@route("`save()`", kinds=ALL, new=REFUSED, edited=REFUSED, layer=RECEIVER)
def save(world: World, item: Item) -> None:
    with_the_newest(item).save()


@route("`save(clean=False)`", new=REFUSED, edited=REFUSED, layer=RECEIVER)
def save_without_cleaning(world: World, item: Item) -> None:
    with_the_newest(item).save(clean=False)


@route("`save(update_fields=…)` of `live`", kinds=OBJECTS, new=REFUSED, layer=RECEIVER)
def save_live(world: World, item: Item) -> None:
    with_the_newest(item).save(update_fields=["live"])


@route("`save(update_fields=…)` of content", kinds=ALL, edited=REFUSED, layer=RECEIVER)
def save_content(world: World, item: Item) -> None:
    names = {"entry": "summary", "notice": "body", "snippet": "text"}
    names["logged answer"] = "asked"
    with_the_newest(item).save(update_fields=[names[item.kind.name]])


@route("`save()` in another language", kinds=OBJECTS, edited=REFUSED, layer=RECEIVER)
def save_in_another_language(world: World, item: Item) -> None:
    instance = item.stored()
    instance.locale = world.locales[world.other(item.language)]
    instance.save()


@route("`save()` on the base page", new=REFUSED, edited=REFUSED, layer=RECEIVER)
def save_the_base_page(world: World, item: Item) -> None:
    page = Page.objects.get(pk=item.pk)
    page.title, page.live = item.pending.words("title"), True
    page.save()


@route("`save(update_fields=…)` on the base page", new=REFUSED, edited=REFUSED, layer=RECEIVER)
def save_title_of_the_base_page(world: World, item: Item) -> None:
    page = Page.objects.get(pk=item.pk)
    page.title, page.live = item.pending.words("title"), True
    page.save(update_fields=["title", "live"])


@route("`save_base(raw=True)`", kinds=SNIPPETS, new=DRAFT, edited=TAKEN_BACK, layer=RECEIVER)
def save_raw(world: World, item: Item) -> None:
    with_the_newest(item).save_base(raw=True)


@route(
    "`save()` with a clearance of something else",
    prepare=clear_another,
    kinds=OBJECTS,
    new=REFUSED,
    layer=RECEIVER,
)
def save_under_the_clearance_of_another(world: World, item: Item) -> None:
    instance = with_the_newest(item)
    instance.clearance = world.spare[item].stored().clearance
    instance.save()


@route("`add_child()` of a live page", new=DRAFT, layer=RECEIVER)
def add_a_live_page(world: World, item: Item) -> None:
    instance = item.kind.new(item.pending, address=world.next_address(), world=world, live=True)
    instance.refresh_from_db()


@route("`create()` of a live snippet", kinds=SNIPPETS, new=DRAFT, layer=RECEIVER)
def create_a_live_snippet(world: World, item: Item) -> None:
    item.kind.model.objects.create(
        text=item.pending.words("title"), locale=world.locales[item.language]
    )


@route("`copy(keep_live=True)`", new=DRAFT, edited=DRAFT, layer=RECEIVER, quiet=(NEW,))
def copy_staying_public(world: World, item: Item) -> None:
    attributes = {"title": item.pending.words("title"), "slug": world.next_address()}
    item.stored().copy(keep_live=True, update_attrs=attributes)


def child_of(item: Item) -> Any:
    return getattr(item.stored(), item.kind.children).get()


@route("`save()` of a child row", edited=REFUSED, layer=CHILDREN)
def save_a_child_row(world: World, item: Item) -> None:
    row = child_of(item)
    row.stored_file = store(item.pending)
    row.save()


@route("`create()` of a child row", edited=REFUSED, layer=CHILDREN)
def create_a_child_row(world: World, item: Item) -> None:
    type(child_of(item)).objects.create(page_id=item.pk, stored_file=store(item.pending))


@route("`delete()` of a child row", edited=REFUSED, layer=CHILDREN)
def delete_a_child_row(world: World, item: Item) -> None:
    child_of(item).delete()


@route("`QuerySet.delete()` of child rows", edited=REFUSED, layer=CHILDREN)
def delete_all_child_rows(world: World, item: Item) -> None:
    type(child_of(item)).objects.filter(page_id=item.pk).delete()


@route("Moving a child row to a public page", prepare=draft_another, edited=REFUSED, layer=CHILDREN)
def move_a_child_row(world: World, item: Item) -> None:
    row = child_of(world.spare[item])
    row.page_id = item.pk
    row.save()


@route("`commit()` of child rows without their page", edited=REFUSED, layer=CHILDREN)
def commit_child_rows(world: World, item: Item) -> None:
    getattr(with_the_newest(item), item.kind.children).commit()


@route("Another file in a child row", kinds=(ENTRY,), edited=REFUSED, layer=CHILDREN)
def save_the_file_of_a_child_row(world: World, item: Item) -> None:
    row = child_of(item)
    row.stored_file = store(item.pending)
    row.save(update_fields=["stored_file"])
