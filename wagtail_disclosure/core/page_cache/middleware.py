"""Answers readers whom nobody knows with a copy, where there is one of this very generation."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation

from wagtail_disclosure.core import days
from wagtail_disclosure.core.page_cache import store
from wagtail_disclosure.core.page_cache.asking import has_copies, is_for_anybody, may_be_kept
from wagtail_disclosure.core.page_cache.generations import generation_of

CONDITIONS = ("If-None-Match", "If-Modified-Since", "If-Match", "If-Unmodified-Since")


class PageCacheMiddleware:
    """The last one in ``MIDDLEWARE``: all others see every request and every answer.

    A copy is found just before its view would be called, so previews, which call none, never
    meet it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        key = getattr(request, "disclosure_page_key", None)
        if key is not None and may_be_kept(request, response):
            copy = (response.content, list(response.headers.items()))  # type: ignore[attr-defined]
            store.write(key, copy)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if not (is_for_anybody(request) and has_copies(view)):
            return None
        # Asked before anything of the page: what is committed meanwhile begins another one.
        generation = generation_of(request)
        if generation is None:
            return None
        key = _key(request, generation)
        copy = store.read(key)
        if copy is None:
            request.disclosure_page_key = key  # type: ignore[attr-defined]
            return None
        content, headers = copy
        response = HttpResponse(content, headers=dict(headers))
        if response.has_header("ETag") and any(name in request.headers for name in CONDITIONS):
            # The view knows what has not changed for this reader.
            return None
        return response


def _key(request: HttpRequest, generation: str) -> str:
    """Everything that an answer may depend on; what was valid yesterday is asked for anew."""
    parts = (
        generation,
        days.today().isoformat(),
        translation.get_language(),
        request.scheme,
        request.get_host(),
        # Wagtail knows a site by it, too.
        request.get_port(),
        # As it came: two that are read differently may be written alike.
        request.path,
        request.META.get("QUERY_STRING", ""),
    )
    return f"disclosure-page-{sha256(repr(parts).encode()).hexdigest()}"
