"""Each surface shows what it should be watched for, to somebody who may see all of it."""

from collections.abc import Iterator

import pytest
from django.db import transaction
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

pytestmark = pytest.mark.django_db

# They name categories only, and lines of the register; should they ever name anything else, that
# would be noticed.
EMPTY = ("catalog", "exemptions")
SURFACES = [one for one in (*LISTS, *DETAILS) if one.is_here and one.name not in EMPTY]


@pytest.fixture(scope="module")
def full(built: World, django_db_blocker) -> World:
    """Of each kind something public, and something under review that is locked."""
    with django_db_blocker.unblock(), transaction.atomic():
        for kind in ALL_KINDS:
            built.clear(built.draft(kind))
            office.start_review(built, built.draft(kind))
        Page.objects.exclude(depth=1).update(
            locked=True, locked_at=timezone.now(), locked_by=built.people.root
        )
        source, _is_new = TranslationSource.update_or_create_from_instance(built.items[0].stored())
        Translation.objects.create(source=source, target_locale=built.locales["en"])
    return built


@pytest.fixture
def administrators(full: World, db: None) -> dict[str, Client]:
    """Instead of each reader one who may see everything, by the same way in."""
    signed_in = Client()
    signed_in.force_login(full.people.root)
    return {ANONYMOUS: Client(), OFFICER: signed_in, TOKEN: with_token(full.people.root)}


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
