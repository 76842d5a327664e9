"""Of what says that it may be kept, only what nobody in particular was answered is."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.test import RequestFactory
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject

from wagtail_disclosure.core.page_cache.asking import (
    LARGEST,
    has_copies,
    is_for_anybody,
    may_be_kept,
)
from wagtail_disclosure.core.page_cache.keeping import keep, kept


@pytest.fixture
def request_(rf: RequestFactory) -> HttpRequest:
    return rf.get("/")


def test_what_says_so_is_kept(request_: HttpRequest) -> None:
    assert may_be_kept(request_, keep(HttpResponse("page")))
    for names in (["Cookie"], ["Accept-Language", "cookie"]):
        response = keep(HttpResponse("page"))
        patch_vary_headers(response, names)
        assert may_be_kept(request_, response)


def test_what_does_not_say_so_is_not(request_: HttpRequest) -> None:
    assert not may_be_kept(request_, HttpResponse("page"))


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse("page", status=404),
        HttpResponse("page", headers={"Cache-Control": "private, no-store"}),
        HttpResponse("page", headers={"Vary": "Accept-Language, User-Agent"}),
        HttpResponse("page", headers={"Vary": "*"}),
        HttpResponse("x" * (LARGEST + 1)),
        StreamingHttpResponse(iter([b"page"])),
    ],
    ids=["status", "no-store", "vary", "vary by anything", "size", "stream"],
)
def test_what_is_not_one_page_for_everybody_is_not(
    request_: HttpRequest, response: HttpResponse
) -> None:
    assert not may_be_kept(request_, keep(response))


def test_what_sets_a_cookie_is_not(request_: HttpRequest) -> None:
    response = keep(HttpResponse("page"))
    response.set_cookie("a", "b")
    assert not may_be_kept(request_, response)


def read_session(request: HttpRequest) -> None:
    request.session = type("Session", (), {"accessed": True})()


def use_nonce(request: HttpRequest) -> None:
    # As Django 6's and django-csp's middleware remember one that was used.
    request._csp_nonce = "abc"


def come_through_a_gateway(request: HttpRequest) -> None:
    request.user = type("Somebody", (), {"is_authenticated": True})()


@pytest.mark.parametrize("touch", [get_token, read_session, use_nonce, come_through_a_gateway])
def test_what_was_made_for_one_reader_is_not(
    request_: HttpRequest, touch: Callable[[HttpRequest], Any]
) -> None:
    touch(request_)
    assert not may_be_kept(request_, keep(HttpResponse("page")))


def test_somebody_known_without_a_session_gets_no_copy(request_: HttpRequest) -> None:
    request_.user = SimpleLazyObject(AnonymousUser)
    assert is_for_anybody(request_)
    come_through_a_gateway(request_)
    assert not is_for_anybody(request_)


def test_a_view_that_is_decorated_once_more_has_no_copies() -> None:
    """Whatever the other decorator asks, it would not be asked for a copy."""

    @kept
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse("page")

    @wraps(view)
    def for_members(request: HttpRequest) -> HttpResponse:
        return view(request)

    assert has_copies(view)
    assert not has_copies(for_members)
