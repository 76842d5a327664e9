"""What many pages are made from, kept like their copies: as long as nothing is written."""

import logging
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, TypeVar, cast

import django
from django.conf import settings
from django.http import HttpRequest

from wagtail_disclosure import __version__
from wagtail_disclosure.core.page_cache import store
from wagtail_disclosure.core.page_cache.checks import MIDDLEWARE
from wagtail_disclosure.core.page_cache.generations import generation_of

logger = logging.getLogger(__name__)
Found = TypeVar("Found")

# What one version pickles another may not understand.
VERSIONS = (django.get_version(), __version__)
# Bytes; what is larger would drive many others out.
LARGEST = 512 * 1024


@dataclass(frozen=True)
class Memory:
    """What was found in a generation; without one, nothing.

    What is remembered has to be the same for everybody, and may depend on the database and what it
    is about, nothing else.
    """

    generation: str | None

    def get(self, about: tuple[Any, ...]) -> Any | None:
        """A new copy of it; None where nothing is remembered, or nothing was found."""
        kept = None if self.generation is None else store.read(self._key(about))
        if kept is None:
            return None
        try:
            # The cache pickles everything anyway.
            return pickle.loads(kept)  # noqa: S301
        except Exception:  # whatever the classes of another release raise
            logger.warning("Another release has remembered something else.", exc_info=True)
            return None

    def keep(self, about: tuple[Any, ...], found: Any) -> None:
        if self.generation is None:
            return
        kept = pickle.dumps(found)
        if len(kept) <= LARGEST:
            store.write(self._key(about), kept)

    def _key(self, about: tuple[Any, ...]) -> str:
        parts = (VERSIONS, self.generation, *about)
        return f"disclosure-found-{sha256(repr(parts).encode()).hexdigest()}"


def memory_of(request: HttpRequest | None) -> Memory:
    """Of the generation that a request reads (one query to know).

    To be asked for before anything is found: what is committed meanwhile begins another one. On a
    site that keeps no copies of pages, nothing is remembered.
    """
    return Memory(generation_of(request) if MIDDLEWARE in settings.MIDDLEWARE else None)


def remembered(
    about: tuple[Any, ...], find: Callable[[], Found], request: HttpRequest | None = None
) -> Found:
    """What ``find()`` gives, or gave before in this generation."""
    memory = memory_of(request)
    known = memory.get(about)
    if known is not None:
        return cast("Found", known)
    found = find()
    memory.keep(about, found)
    return found
