"""What many pages are made from, kept like their copies: as long as nothing is written."""

import pickle
from collections.abc import Callable
from hashlib import sha256
from typing import Any, TypeVar, cast

import django
from django.conf import settings
from django.core.cache import caches

from wagtail_disclosure import __version__
from wagtail_disclosure.core import conf
from wagtail_disclosure.core.page_cache.checks import MIDDLEWARE
from wagtail_disclosure.core.page_cache.generations import current_generation

Found = TypeVar("Found")

# What one version pickles another may not understand.
VERSIONS = (django.get_version(), __version__)
# Bytes; what is larger would drive many others out.
LARGEST = 512 * 1024


def remembered(about: tuple[Any, ...], find: Callable[[], Found]) -> Found:
    """What ``find()`` gives, or gave before in this generation (one query to know).

    It has to be the same for everybody, and may depend on the database and what it is ``about``,
    nothing else. Where the site keeps no copies of pages, nothing is remembered.
    """
    # Asked before anything is found: what is committed meanwhile begins another one.
    generation = current_generation() if MIDDLEWARE in settings.MIDDLEWARE else None
    if generation is None:
        return find()
    cache = caches[conf.page_cache()]
    key = f"disclosure-found-{sha256(repr((VERSIONS, generation, *about)).encode()).hexdigest()}"
    kept: bytes | None = cache.get(key)
    if kept is not None:
        return cast("Found", pickle.loads(kept))  # noqa: S301 - the cache pickles everything anyway
    found = find()
    kept = pickle.dumps(found)
    if len(kept) <= LARGEST:
        cache.set(key, kept)
    return found
