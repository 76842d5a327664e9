"""System checks of the middleware, where it is used."""

from typing import Any

from django.conf import settings
from django.core import checks

from wagtail_disclosure.core import conf

MIDDLEWARE = "wagtail_disclosure.core.page_cache.middleware.PageCacheMiddleware"


@checks.register()
def check_page_cache(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """It has to come last, and needs a cache that there is."""
    if MIDDLEWARE not in settings.MIDDLEWARE:
        return []
    problems: list[checks.CheckMessage] = []
    if settings.MIDDLEWARE[-1] != MIDDLEWARE:
        message = "PageCacheMiddleware is not the last in MIDDLEWARE: those after it are left out."
        hint = f'Move "{MIDDLEWARE}" to the end of MIDDLEWARE.'
        problems.append(checks.Error(message, hint=hint, id="wagtail_disclosure.E007"))
    alias = conf.page_cache()
    if alias not in settings.CACHES:
        message = f'CACHES has no "{alias}", which PAGE_CACHE of WAGTAIL_DISCLOSURE names.'
        hint = f"Name one of: {', '.join(settings.CACHES)}."
        problems.append(checks.Error(message, hint=hint, id="wagtail_disclosure.E008"))
    return problems
