"""Where the public lines of exempt items are listed; nothing of an item itself may be on it."""

from django.test import Client

from tests.leaks.readers import ANONYMOUS, get
from tests.leaks.surfaces.catalog import LISTS, surface
from tests.leaks.world import World


@surface(LISTS, "What is withheld", readers=(ANONYMOUS,))
def exemptions(client: Client, world: World, language: str) -> bytes:
    return get(client, f"/{language}/exemptions/")
