"""Programs that call Wagtail's APIs with an administrator's session or token."""

import json
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from tests.leaks.kinds import NOTICE
from tests.leaks.readers import with_token
from tests.leaks.routes.catalog import (
    ALLOWED,
    CLEARED,
    DRAFT,
    EDITED,
    NEW,
    PUBLISH,
    RECEIVER,
    REFUSED,
    SNIPPETS,
    route,
)
from tests.leaks.routes.editing import administrator, make_alias
from tests.leaks.world import Item, World


def admin_api(world: World, item: Item, action: str, **data: Any) -> HttpResponse:
    url = reverse("wagtailadmin_api:pages:action", args=[item.pk, action])
    return administrator(world).post(url, json.dumps(data), content_type="application/json")


@route("Admin API: publish", new=REFUSED, edited=REFUSED, layer=PUBLISH)
def admin_api_publish(world: World, item: Item) -> HttpResponse:
    return admin_api(world, item, "publish")


@route("Admin API: copy, staying public", new=DRAFT, edited=DRAFT, layer=RECEIVER, quiet=(NEW,))
def admin_api_copy(world: World, item: Item) -> HttpResponse:
    return admin_api(world, item, "copy", keep_live=True, slug=world.next_address())


@route("Admin API: alias", new=DRAFT, edited=ALLOWED, layer=CLEARED, quiet=(NEW,))
def admin_api_alias(world: World, item: Item) -> HttpResponse:
    parent = world.page_for(item)
    return admin_api(
        world, item, "create_alias", destination_page_id=parent.pk, update_slug=item.address
    )


@route("Admin API: convert alias", prepare=make_alias, edited=REFUSED, layer=RECEIVER)
def admin_api_convert_alias(world: World, item: Item) -> HttpResponse:
    return admin_api(world, world.aliases_of(item)[0], "convert_alias")


@route(
    "Admin API: copy for translation", new=DRAFT, edited=DRAFT, layer=RECEIVER, quiet=(NEW, EDITED)
)
def admin_api_translate(world: World, item: Item) -> HttpResponse:
    return admin_api(world, item, "copy_for_translation", locale=world.other(item.language))


def v3(world: World, method: str, path: str, **data: Any) -> HttpResponse:
    client = with_token(world.people.root)
    call = getattr(client, method)
    return call(f"/api/v3/pages/{path}", json.dumps(data), content_type="application/json")


@route("REST v3: create and publish", kinds=(NOTICE,), new=REFUSED, layer=PUBLISH, needs_v3=True)
def v3_create(world: World, item: Item) -> HttpResponse:
    meta = {
        "type": "noticeboard.NoticePage",
        "parent_id": world.homes[item.language].pk,
        "action": "publish",
        "slug": world.next_address(),
    }
    return v3(world, "post", "", meta=meta, title=item.pending.words("title"))


@route("REST v3: change and publish", new=REFUSED, edited=REFUSED, layer=PUBLISH, needs_v3=True)
def v3_change(world: World, item: Item) -> HttpResponse:
    item.versions.append(world.next_version(item.language))
    meta = {"type": item.kind.model._meta.label, "action": "publish"}
    return v3(world, "patch", f"{item.pk}/", meta=meta, title=item.pending.words("title"))


@route("REST v3: publish", new=REFUSED, edited=REFUSED, layer=PUBLISH, needs_v3=True)
def v3_publish(world: World, item: Item) -> HttpResponse:
    return v3(world, "post", f"{item.pk}/actions/publish/")


@route(
    "REST v3: copy, staying public",
    new=DRAFT,
    edited=DRAFT,
    layer=RECEIVER,
    needs_v3=True,
    quiet=(NEW,),
)
def v3_copy(world: World, item: Item) -> HttpResponse:
    address = world.next_address()
    return v3(world, "post", f"{item.pk}/actions/copy/", keep_live=True, slug=address)


@route("REST v3: alias", new=DRAFT, edited=ALLOWED, layer=CLEARED, needs_v3=True, quiet=(NEW,))
def v3_alias(world: World, item: Item) -> HttpResponse:
    return v3(
        world,
        "post",
        f"{item.pk}/actions/create_alias/",
        destination_id=world.page_for(item).pk,
        slug=item.address,
    )


@route("REST v3: convert alias", prepare=make_alias, edited=REFUSED, layer=RECEIVER, needs_v3=True)
def v3_convert_alias(world: World, item: Item) -> HttpResponse:
    return v3(world, "post", f"{world.aliases_of(item)[0].pk}/actions/convert_alias/")


@route(
    "REST v3: copy for translation",
    new=DRAFT,
    edited=DRAFT,
    layer=RECEIVER,
    needs_v3=True,
    quiet=(NEW, EDITED),
)
def v3_translate(world: World, item: Item) -> HttpResponse:
    path = f"{item.pk}/actions/copy_for_translation/"
    return v3(world, "post", path, locale=world.other(item.language))


def v3_snippet(world: World, method: str, path: str, **data: Any) -> HttpResponse:
    client = with_token(world.people.root)
    url = f"/api/v3/snippets/noticeboard.NoticeSnippet/{path}"
    return getattr(client, method)(url, json.dumps(data), content_type="application/json")


@route(
    "REST v3: change and publish a snippet",
    kinds=SNIPPETS,
    new=REFUSED,
    edited=REFUSED,
    layer=PUBLISH,
    needs_v3=True,
)
def v3_change_snippet(world: World, item: Item) -> HttpResponse:
    item.versions.append(world.next_version(item.language))
    text = item.pending.words("title")
    return v3_snippet(world, "patch", f"{item.pk}/", meta={"action": "publish"}, text=text)


@route(
    "REST v3: publish a snippet",
    kinds=SNIPPETS,
    new=REFUSED,
    edited=REFUSED,
    layer=PUBLISH,
    needs_v3=True,
)
def v3_publish_snippet(world: World, item: Item) -> HttpResponse:
    return v3_snippet(world, "post", f"{item.pk}/actions/publish/")


@route(
    "REST v3: copy a snippet for translation",
    kinds=SNIPPETS,
    new=DRAFT,
    edited=DRAFT,
    layer=RECEIVER,
    needs_v3=True,
    quiet=(NEW,),
)
def v3_translate_snippet(world: World, item: Item) -> HttpResponse:
    path = f"{item.pk}/actions/copy_for_translation/"
    return v3_snippet(world, "post", path, locale=world.other(item.language))
