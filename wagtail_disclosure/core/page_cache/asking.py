"""Who may get a copy, and which answers may become one."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import LazyObject, empty
from wagtail import hooks
from wagtail import views as wagtail_views

# Bytes; what is larger would drive many others out.
LARGEST = 128 * 1024
# The key holds the language, and only readers without cookies get copies.
# Pages repeat what they were asked for; nobody types more.
LONGEST_QUERY = 500
VARY_IN_KEY = {"accept-language", "cookie"}
# Whoever else asks before a page is served may answer one reader so and another otherwise.
KNOWN_HOOKS = {"wagtail", "wagtail_localize", "wagtail_disclosure"}
SERVE_HOOKS = ("before_serve_page", "on_serve_page")


def is_for_anybody(request: HttpRequest) -> bool:
    """Whether the reader is nobody in particular."""
    session = getattr(request, "session", None)
    return (
        request.method in ("GET", "HEAD")
        and not request.COOKIES
        and "Authorization" not in request.headers
        # Something before has asked already who it is.
        and not getattr(session, "accessed", False)
        and not _is_somebody(request)
    )


def has_copies(view: Callable[..., Any]) -> bool:
    """Whether answers of ``view``, undecorated, may be there."""
    if view is wagtail_views.serve:
        asked = [hook for name in SERVE_HOOKS for hook in hooks.get_hooks(name)]
        return all(hook.__module__.partition(".")[0] in KNOWN_HOOKS for hook in asked)
    # A decorator takes the attribute along, but is another function.
    return getattr(view, "kept_view", None) is view


def may_be_kept(request: HttpRequest, response: Any) -> bool:
    """Whether ``response`` is the same for everybody, as far as it tells."""
    return (
        getattr(response, "depends_on_content_only", False)
        and request.method == "GET"
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "no-store" not in response.get("Cache-Control", "")
        and _varies_by(response) <= VARY_IN_KEY
        and not _made_for_one_reader(request)
        and len(response.content) <= LARGEST
        and len(request.META.get("QUERY_STRING", "")) <= LONGEST_QUERY
    )


def _varies_by(response: HttpResponseBase) -> set[str]:
    names = response.get("Vary", "").split(",")
    return {name.strip().lower() for name in names if name.strip()}


def _made_for_one_reader(request: HttpRequest) -> bool:
    """Whether a session was asked for, or a token or a nonce is in the text."""
    return (
        getattr(getattr(request, "session", None), "accessed", False)
        or "CSRF_COOKIE" in request.META
        or bool(getattr(request, "_csp_nonce", None))
        or _is_somebody(request)
    )


def _is_somebody(request: HttpRequest) -> bool:
    """Whether a middleware knows who asks without a session, by a header of a gateway for one."""
    user = getattr(request, "user", None)
    if isinstance(user, LazyObject) and user._wrapped is empty:  # type: ignore[attr-defined]
        # Nobody has looked, and looking would ask for a session.
        return False
    return bool(getattr(user, "is_authenticated", False))
