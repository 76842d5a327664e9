"""People who click in the admin, with every right that Wagtail knows."""

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowTask
from wagtail.test.utils.form_data import querydict_from_html

from tests.leaks.kinds import NOTICE
from tests.leaks.routes.catalog import (
    ALLOWED,
    CLEARED,
    DRAFT,
    NEW,
    OBJECTS,
    PUBLISH,
    RECEIVER,
    REFUSED,
    SNIPPETS,
    route,
)
from tests.leaks.world import Item, World
from wagtail_disclosure.catalog.models import CategoryPage

NO_BLOCKS = {"body-count": "0"}


def administrator(world: World) -> Client:
    client = Client()
    client.force_login(world.people.root)
    return client


def form_of(client: Client, url: str, form_id: str) -> Any:
    return querydict_from_html(client.get(url).content.decode(), form_id=form_id).copy()


def make_alias(world: World, item: Item) -> None:
    """An alias below the start page."""
    alias = item.stored().create_alias(parent=world.page_for(item), update_slug=item.address)
    world.add_alias(item, alias)


@route("Editor: Publish", new=REFUSED, edited=REFUSED, layer=PUBLISH)
def publish_in_the_editor(world: World, item: Item) -> HttpResponse:
    client = administrator(world)
    url = reverse("wagtailadmin_pages:edit", args=[item.pk])
    data = form_of(client, url, "page-edit-form")
    rows = item.kind.children
    no_rows = {f"{rows}-TOTAL_FORMS": "0", f"{rows}-INITIAL_FORMS": "0"}
    data.update({**NO_BLOCKS, **no_rows, "action-publish": "1"})
    return client.post(url, data)


@route("Editor of a snippet: Publish", kinds=SNIPPETS, new=REFUSED, edited=REFUSED, layer=PUBLISH)
def publish_in_the_snippet_editor(world: World, item: Item) -> HttpResponse:
    client = administrator(world)
    url = reverse("wagtailsnippets_noticeboard_noticesnippet:edit", args=[item.pk])
    data = {"text": item.pending.words("title"), "action-publish": "1"}
    return client.post(url, data)


@route("Create view: Publish", kinds=(NOTICE,), new=DRAFT, layer=RECEIVER)
def publish_in_the_create_view(world: World, item: Item) -> HttpResponse:
    client = administrator(world)
    home = world.homes[item.language]
    url = reverse("wagtailadmin_pages:add", args=["noticeboard", "noticepage", home.pk])
    data = form_of(client, url, "page-edit-form")
    data.update({**NO_BLOCKS, "title": item.pending.words("title"), "slug": world.next_address()})
    return client.post(url, {**data.dict(), "action-publish": "1"})


@route("Create view of a snippet: Publish", kinds=SNIPPETS, new=DRAFT, layer=RECEIVER)
def publish_in_the_snippet_create_view(world: World, item: Item) -> HttpResponse:
    data = {"text": item.pending.words("title"), "action-publish": "1"}
    url = reverse("wagtailsnippets_noticeboard_noticesnippet:add")
    return administrator(world).post(url, data)


@route("Bulk publish", new=REFUSED, edited=REFUSED, layer=PUBLISH)
def publish_in_bulk(world: World, item: Item) -> HttpResponse:
    return _publish_in_bulk(world, item.pk)


@route("Bulk publish of the parent with descendants", new=REFUSED, layer=PUBLISH)
def publish_with_the_parent(world: World, item: Item) -> HttpResponse:
    """Not tried on what is public already: of the pages below, Wagtail publishes drafts only."""
    return _publish_in_bulk(world, item.stored().get_parent().pk)


def _publish_in_bulk(world: World, key: int) -> HttpResponse:
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    return administrator(world).post(f"{url}?id={key}", {"include_descendants": "on"})


@route(
    "Another workflow's last approval", kinds=OBJECTS, new=REFUSED, edited=REFUSED, layer=PUBLISH
)
def finish_another_workflow(world: World, item: Item) -> None:
    task = GroupApprovalTask.objects.create(name="Anybody")
    workflow = Workflow.objects.create(name="Without a review")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    state = workflow.start(item.stored(), world.people.root)
    task.on_action(state.current_task_state, world.people.root, "approve")


@route("Copy, staying public", new=DRAFT, edited=DRAFT, layer=RECEIVER)
def copy_in_the_admin(world: World, item: Item) -> HttpResponse:
    page = item.stored()
    data = {
        "new_title": item.pending.words("title"),
        "new_slug": world.next_address(),
        "new_parent_page": str(page.get_parent().pk),
        "copy_subpages": "",
        "publish_copies": "1",
    }
    return administrator(world).post(reverse("wagtailadmin_pages:copy", args=[item.pk]), data)


@route("Copy as an alias", new=DRAFT, edited=DRAFT, layer=RECEIVER)
def alias_at_another_address(world: World, item: Item) -> HttpResponse:
    """The address of an alias is public, too, and this one was never cleared."""
    data = {
        "new_title": item.pending.words("title"),
        "new_slug": world.next_address(),
        "new_parent_page": str(item.stored().get_parent().pk),
        "alias": "1",
        "publish_copies": "1",
    }
    return administrator(world).post(reverse("wagtailadmin_pages:copy", args=[item.pk]), data)


@route(
    "Alias elsewhere at the same address", new=DRAFT, edited=ALLOWED, layer=CLEARED, quiet=(NEW,)
)
def alias_elsewhere(world: World, item: Item) -> None:
    item.stored().create_alias(parent=world.page_for(item), update_slug=item.address)


def folder_nobody_cleared(world: World, item: Item) -> Page:
    """Its address would be in that of whatever is below it."""
    address = world.next_address()
    folder = CategoryPage(
        title="Folder",
        slug=address,
        code=address,
        locale=world.locales[item.language],
        live=False,
    )
    return world.fresh(world.catalogs[item.language]).add_child(instance=folder)


@route("Move below a page that nobody cleared", edited=REFUSED, layer=RECEIVER)
def move_in_the_admin(world: World, item: Item) -> HttpResponse:
    keys = [item.pk, folder_nobody_cleared(world, item).pk]
    return administrator(world).post(reverse("wagtailadmin_pages:move_confirm", args=keys))


@route("Alias below a page that nobody cleared", edited=DRAFT, layer=RECEIVER)
def alias_below_a_draft(world: World, item: Item) -> None:
    folder = folder_nobody_cleared(world, item)
    item.stored().create_alias(parent=folder, update_slug=item.address)


@route("Publishing the source of an alias", prepare=make_alias, edited=REFUSED, layer=PUBLISH)
def publish_the_source_of_an_alias(world: World, item: Item) -> None:
    item.stored().get_latest_revision().publish(user=world.people.root)


@route("Convert an alias to a page", prepare=make_alias, edited=REFUSED, layer=RECEIVER)
def convert_an_alias(world: World, item: Item) -> HttpResponse:
    alias = world.aliases_of(item)[0]
    return administrator(world).post(reverse("wagtailadmin_pages:convert_alias", args=[alias.pk]))


@route("Restoring an earlier version", prepare=World.clear, edited=REFUSED, layer=PUBLISH)
def restore_an_earlier_version(world: World, item: Item) -> None:
    first = item.stored().revisions.order_by("pk").first()
    latest = item.stored().latest_revision
    restored = first.as_object().save_revision(user=world.people.root, previous_revision=first)
    restored.publish(user=world.people.root, previous_revision=latest)


def clear_without_publishing(world: World, item: Item) -> None:
    world.clear(item, publish=False)


@route(
    "Autosave over the revision that was cleared",
    kinds=OBJECTS,
    prepare=clear_without_publishing,
    new=REFUSED,
    edited=REFUSED,
    layer=PUBLISH,
)
def overwrite_the_cleared_revision(world: World, item: Item) -> None:
    revision = item.stored().latest_revision
    instance = revision.as_object()
    item.versions.append(world.next_version(item.language))
    item.kind.write(instance, item.pending)
    overwritten = instance.save_revision(
        user=revision.user, overwrite_revision=revision, clean=False
    )
    overwritten.publish(user=world.people.root)
