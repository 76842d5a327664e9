"""Errors as ``application/problem+json`` (RFC 9457)."""

import json
from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from wagtail_disclosure.catalog.open_data.answers import for_other_sites

MEDIA_TYPE = "application/problem+json"


class BadQuestion(Exception):
    """A parameter that can't be answered: its ``name``, and what is wrong with it in words.

    No ValueError: pydantic would take that for its own.
    """

    def __init__(self, name: str, message: str):
        super().__init__(message)
        self.name = name


def register(api: NinjaAPI) -> None:
    """Have ``api`` tell every error in this form."""
    api.add_exception_handler(ValidationError, _on_bad_values)
    api.add_exception_handler(BadQuestion, _on_bad_question)
    api.add_exception_handler(Http404, _on_missing)
    api.add_exception_handler(HttpError, _on_http_error)


def _on_bad_values(request: HttpRequest, error: Any) -> HttpResponse:
    return _bad({"name": str(one["loc"][-1]), "message": str(one["msg"])} for one in error.errors)


def _on_bad_question(request: HttpRequest, error: Any) -> HttpResponse:
    return _bad([{"name": error.name, "message": str(error)}])


def _on_missing(request: HttpRequest, error: Any) -> HttpResponse:
    return _problem(404, _("Not found"), _("There is nothing here that is public."))


def _on_http_error(request: HttpRequest, error: Any) -> HttpResponse:
    return _problem(error.status_code, str(error))


def _bad(errors: Iterable[dict[str, str]]) -> HttpResponse:
    errors = list(errors)
    detail = " ".join(f"{error['name']}: {error['message']}." for error in errors)
    return _problem(422, _("This can't be asked"), detail, errors)


def _problem(
    status: int, title: str, detail: str = "", errors: list[dict[str, str]] | None = None
) -> HttpResponse:
    said = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    if errors:
        said["errors"] = errors
    text = json.dumps(said, ensure_ascii=False)
    return for_other_sites(HttpResponse(text, status=status, content_type=MEDIA_TYPE))
