"""Software that publishes when nobody looks: schedules, wagtail-localize, fixtures."""

import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core import serializers
from django.core.management import call_command
from django.db import transaction
from django.http import HttpResponse
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.operations import translate_object

from tests.leaks.routes.catalog import (
    ALL,
    ALLOWED,
    CLEARED,
    DRAFT,
    EDITED,
    NEW,
    OBJECTS,
    PAGES,
    PUBLISH,
    RECEIVER,
    REFUSED,
    SNIPPETS,
    TAKEN_BACK,
    route,
)
from tests.leaks.routes.editing import administrator
from tests.leaks.world import Item, World


@route("Scheduled publication", kinds=ALL, new=DRAFT, edited=DRAFT, layer=PUBLISH)
def publish_on_schedule(world: World, item: Item) -> None:
    item.stored().get_latest_revision_as_object().save_revision(approved_go_live_at=world.past())
    call_command("publish_scheduled")


@route("Scheduling", kinds=OBJECTS, new=REFUSED, edited=REFUSED, layer=PUBLISH)
def schedule(world: World, item: Item) -> None:
    instance = item.stored().get_latest_revision_as_object()
    instance.go_live_at = timezone.now() + timedelta(days=1)
    instance.save_revision().publish()


def localize(world: World, item: Item) -> None:
    with (
        transaction.atomic(),
        override_settings(WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE=True),
    ):
        target = world.locales[world.other(item.language)]
        translate_object(item.stored(), [target], user=world.people.root)


@route(
    "wagtail-localize: submit", kinds=OBJECTS, new=DRAFT, edited=DRAFT, layer=RECEIVER, quiet=(NEW,)
)
def submit_to_localize(world: World, item: Item) -> None:
    localize(world, item)


@route(
    "wagtail-localize: sync and publish",
    kinds=PAGES,
    prepare=localize,
    new=DRAFT,
    edited=DRAFT,
    layer=PUBLISH,
)
def synchronize_and_publish(world: World, item: Item) -> HttpResponse:
    source = TranslationSource.objects.get(object_id=item.stored().translation_key)
    url = reverse("wagtail_localize:update_translations", args=[source.pk])
    return administrator(world).post(url, {"publish_translations": "on"})


@route(
    "wagtail-localize: publish the translation",
    kinds=OBJECTS,
    prepare=localize,
    new=DRAFT,
    edited=DRAFT,
    layer=PUBLISH,
)
def publish_the_translation(world: World, item: Item) -> None:
    translation = Translation.objects.get(source__object_id=item.stored().translation_key)
    translation.save_target(user=None, publish=True)


@route(
    "wagtail-localize: convert to alias",
    prepare=localize,
    new=DRAFT,
    edited=DRAFT,
    layer=RECEIVER,
    quiet=(NEW, EDITED),
)
def convert_the_translation_to_an_alias(world: World, item: Item) -> HttpResponse:
    translated = item.stored().get_translation(world.locales[world.other(item.language)])
    url = reverse("wagtail_localize:convert_to_alias", args=[translated.pk])
    return administrator(world).post(url)


@route(
    "Copy for translation, as simple_translation does",
    new=DRAFT,
    edited=DRAFT,
    layer=RECEIVER,
    quiet=(NEW, EDITED),
)
def copy_for_translation(world: World, item: Item) -> None:
    item.stored().copy_for_translation(world.locales[world.other(item.language)])


@route(
    "simple_translation: submit",
    kinds=OBJECTS,
    new=DRAFT,
    edited=DRAFT,
    layer=RECEIVER,
    quiet=(NEW, EDITED),
)
def submit_to_simple_translation(world: World, item: Item) -> HttpResponse:
    model = item.kind.model
    names = [] if item.kind.is_page else [model._meta.app_label, model._meta.model_name]
    view = "translate_page" if item.kind.is_page else "translate_snippet"
    target = world.locales[world.other(item.language)]
    return administrator(world).post(reverse(view, args=[*names, item.pk]), {"locales": target.pk})


@route("Copy for translation as an alias", new=DRAFT, edited=ALLOWED, layer=CLEARED, quiet=(NEW,))
def alias_for_translation(world: World, item: Item) -> None:
    target = world.locales[world.other(item.language)]
    item.stored().copy_for_translation(target, alias=True)


@route(
    "Copy of a snippet for translation",
    kinds=SNIPPETS,
    new=DRAFT,
    edited=DRAFT,
    layer=RECEIVER,
    quiet=(NEW,),
)
def copy_snippet_for_translation(world: World, item: Item) -> None:
    latest = item.stored().get_latest_revision_as_object()
    latest.copy_for_translation(world.locales[world.other(item.language)]).save()


@route("Fixture (loaddata)", kinds=ALL, new=DRAFT, edited=TAKEN_BACK, layer=RECEIVER)
def load_a_fixture(world: World, item: Item) -> None:
    instance = item.stored().get_latest_revision_as_object()
    instance.live = True
    rows: list[Any] = [instance]
    if item.kind.is_page:
        base = Page.objects.get(pk=item.pk)
        base.title, base.live = instance.title, True
        rows = [base, instance, *getattr(instance, item.kind.children).all()]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.json"
        path.write_text(serializers.serialize("json", rows))
        call_command("loaddata", str(path), verbosity=0)
