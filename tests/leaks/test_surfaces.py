"""Each surface shows what it should be watched for, to somebody who may see all of it."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import Translation, TranslationSource

from tests.leaks import office
from tests.leaks.kinds import ALL_KINDS
from tests.leaks.markers import addresses_in, markers_in
from tests.leaks.readers import ANONYMOUS, OFFICER, TOKEN, with_token
from tests.leaks.surfaces import DETAILS, LISTS, Surface
from tests.leaks.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("leaks")]

# It names categories only; should it ever name anything else, that would be noticed.
EMPTY = "catalog"
SURFACES = [surface for surface in (*LISTS, *DETAILS) if surface.is_here and surface.name != EMPTY]


@pytest.fixture
def administrators(world: World) -> dict[str, Client]:
    """Instead of each reader one who may see everything, by the same way in."""
    signed_in = Client()
    signed_in.force_login(world.people.root)
    return {ANONYMOUS: Client(), OFFICER: signed_in, TOKEN: with_token(world.people.root)}


@pytest.fixture
def full(world: World) -> World:
    """Of each kind something public, and something under review that is locked."""
    for kind in ALL_KINDS:
        world.clear(world.draft(kind))
        office.start_review(world, world.draft(kind))
    Page.objects.exclude(depth=1).update(
        locked=True, locked_at=timezone.now(), locked_by=world.people.root
    )
    source, _is_new = TranslationSource.update_or_create_from_instance(world.items[0].stored())
    Translation.objects.create(source=source, target_locale=world.locales["en"])
    return world


@pytest.mark.parametrize("surface", SURFACES, ids=lambda surface: surface.name)
def test_a_leak_on_it_would_be_noticed(
    surface: Surface, full: World, administrators: dict[str, Client]
) -> None:
    subjects = ["zh-hans"] if surface in LISTS else full.items
    for reader in surface.readers:
        texts = [surface.read(administrators[reader], full, subject) for subject in subjects]
        assert set(_words(texts)), reader


def _words(texts: list[bytes]) -> Iterator[str]:
    for text in texts:
        yield from markers_in(text)
        yield from addresses_in(text)
