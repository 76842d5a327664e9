"""What the catalog offers to visitors of any page: the way into it."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.catalog.home import current_catalog
from wagtail_disclosure.core.seams import PublicAction


def find(subject: Any, request: HttpRequest | None) -> Iterator[PublicAction]:
    """The catalog in the active language, offered by the site as a whole."""
    catalog = current_catalog(request) if subject is None else None
    if catalog is None:
        return
    yield PublicAction(
        name="find",
        label=_("Find information"),
        hint=_("What is open to everybody, by subject."),
        url=catalog.get_url(request) or "",
    )
