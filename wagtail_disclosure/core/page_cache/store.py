"""The cache that copies and memories are in: pages are made without it where it fails."""

import logging
from typing import Any

from django.core.cache import BaseCache, caches

from wagtail_disclosure.core import conf

logger = logging.getLogger(__name__)


def read(key: str) -> Any | None:
    """What is there; None where nothing is, and where nobody can tell."""
    try:
        return _cache().get(key)
    except Exception:  # whatever a cache of the site's choice raises
        logger.warning("The cache of pages can't be read.", exc_info=True)
        return None


def write(key: str, value: Any) -> None:
    """Keep it there, if that is possible."""
    try:
        _cache().set(key, value)
    except Exception:  # whatever a cache of the site's choice raises
        logger.warning("The cache of pages can't be written.", exc_info=True)


def _cache() -> BaseCache:
    return caches[conf.page_cache()]
