"""Answers that a program may ask for again and again: unchanged ones are not sent twice."""

import hashlib
from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date, quote_etag

from wagtail_disclosure.core import conf


def answer_once(
    request: HttpRequest, response: HttpResponse, *, changed_at: datetime | None = None
) -> HttpResponseBase:
    """``response`` with an ETag of its content, or 304 to whoever has that already.

    ``changed_at`` is told as Last-Modified, but nothing is decided by it: what is withdrawn leaves
    only older moments behind, and a copy that shows it must not count as fresh.
    """
    state = hashlib.sha256(response.content).hexdigest()
    if changed_at is not None:
        response["Last-Modified"] = http_date(changed_at.timestamp())
    return known_already(request, state) or with_state(response, state)


def known_already(request: HttpRequest, state: str) -> HttpResponseBase | None:
    """304 where the request names the ``state`` as the one it knows."""
    answer = get_conditional_response(request, etag=quote_etag(state))
    return with_state(answer, state) if answer is not None else None


def with_state(response: HttpResponseBase, state: str) -> HttpResponseBase:
    """``response`` with its ``state`` as ETag, to be asked about each time."""
    response["ETag"] = quote_etag(state)
    # Withdrawal must work at once, so no cache may answer without asking.
    patch_cache_control(response, no_cache=True)
    return for_other_sites(response)


def for_other_sites(response: HttpResponseBase) -> HttpResponseBase:
    """``response``, which pages of other sites may read where the settings say so.

    It holds nothing that depends on who asks, and no cookie is let through.
    """
    if conf.open_data_cross_origin():
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag"
    return response
