"""Reads surfaces and compares what is on them with what should be."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from operator import attrgetter

from django.test import Client

from tests.leaks.markers import LANGUAGES, addresses_in, markers_in
from tests.leaks.surfaces import DETAILS, LISTS, Surface
from tests.leaks.world import Item, World

# What is read rarely lists all languages at once.
RARELY_IN = "zh-hans"


@dataclass(frozen=True)
class Finding:
    """``words`` that must not be on a surface, or that should be and are not."""

    surface: str
    reader: str
    about: str
    is_leak: bool
    words: tuple[str, ...]

    def __str__(self) -> str:
        what = "leaks" if self.is_leak else "lacks"
        return f"{self.surface}, {self.about}, to a {self.reader}: {what} {', '.join(self.words)}"


is_here = attrgetter("is_here")


def look_at_lists(
    world: World,
    clients: dict[str, Client],
    *,
    languages: Iterable[str] = LANGUAGES,
    rarely: bool = True,
) -> Iterator[Finding]:
    """Every surface that lists many objects; those read rarely are left out where said so."""
    for language in languages:
        items = [item for item in world.items if item.language == language]
        for surface in filter(is_here, LISTS):
            if not surface.rarely or (rarely and language == RARELY_IN):
                yield from _look(world, clients, surface, language, items)


def look_at(
    world: World, clients: dict[str, Client], item: Item, *, rarely: bool = True
) -> Iterator[Finding]:
    """Every surface of one object; those read rarely are left out where said so."""
    for surface in filter(is_here, DETAILS):
        if rarely or not surface.rarely:
            yield from _look(world, clients, surface, item, [item])


def look_for_gone(
    world: World, clients: dict[str, Client], item: Item, addresses: Iterable[str]
) -> Iterator[Finding]:
    """Every surface that once had an object which is no longer there, not even as a draft."""
    for url in addresses:
        for reader, client in clients.items():
            response = client.get(url)
            if response.status_code != HTTPStatus.NOT_FOUND:
                yield Finding("page", reader, url, True, (str(response.status_code),))
    for surface in DETAILS:
        if surface.is_here and not surface.needs_object:
            yield from _look(world, clients, surface, item, [])


def _look(
    world: World,
    clients: dict[str, Client],
    surface: Surface,
    about: Item | str,
    items: list[Item],
) -> Iterator[Finding]:
    name = about if isinstance(about, str) else f"{about.kind.name} {about.pk}"
    for reader in filter(clients.__contains__, surface.readers):
        text = surface.read(clients[reader], world, about)
        leaks = sorted(_leaks(world, text, about))
        if leaks:
            yield Finding(surface.name, reader, name, True, tuple(leaks))
        lacks = sorted(_lacks(world, surface, text, items))
        if lacks:
            yield Finding(surface.name, reader, name, False, tuple(lacks))


def _leaks(world: World, text: bytes, about: Item | str) -> Iterator[str]:
    may_be_read = world.may_be_read()
    for marker in markers_in(text):
        if int(marker[2:8], 16) not in may_be_read:
            yield marker
    # A page that is not found repeats the address that was asked for.
    yield from addresses_in(text) - world.may_be_addressed() - _asked_for(about)


def _asked_for(about: Item | str) -> set[str]:
    """Names in the address that was asked for: of what is not public, those of pages above too."""
    if isinstance(about, str):
        return set()
    row = about.kind.model._base_manager.filter(pk=about.pk).first()
    is_below_others = about.kind.is_page and not about.shown and row is not None
    above = addresses_in(row.url_path.encode()) if is_below_others else set()
    return {about.address, *above}


def _lacks(world: World, surface: Surface, text: bytes, items: list[Item]) -> Iterator[str]:
    shown = [item for item in items if item.shown]
    found = markers_in(text)
    for item in shown:
        yield from {item.shown.marker(place) for place in surface.shows(world, item)} - found
    if surface.addresses:
        yield from {item.address for item in shown if item.kind.is_page} - addresses_in(text)
