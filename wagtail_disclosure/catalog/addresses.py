"""Addresses of many pages without loading them."""

from django.http import HttpRequest
from wagtail.models import Page


def address_of(url_path: str, request: HttpRequest | None) -> str:
    """The address of the page with this ``url_path``; empty where no site shows it.

    Costs no query once the site's root paths are known to the request.
    """
    return Page(url_path=url_path).get_url(request) or ""
