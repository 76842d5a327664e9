"""What is around every public page: who runs the site, and the places that are always linked."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import translation

from wagtail_disclosure.core import conf
from wagtail_disclosure.core.agency import Agency, find_agency, site_name
from wagtail_disclosure.core.page_cache.remembering import remembered
from wagtail_disclosure.core.places import Place, find_places, place_kinds


@dataclass(frozen=True)
class Shell:
    """The same for everybody who reads in a language; ``places`` are by kind."""

    agency: Agency
    places: Mapping[str, Place]


def shell_of(request: HttpRequest | None) -> Shell:
    """Found once for each request, and on a site that keeps copies once for each generation."""
    known: Shell | None = getattr(request, "disclosure_shell", None)
    if known is None:
        known = remembered(_about(), lambda: Shell(find_agency(), find_places()), request)
        if request is not None:
            request.disclosure_shell = known  # type: ignore[attr-defined]
    return known


def public_places(request: HttpRequest | None) -> Mapping[str, Place]:
    """What there is, by kind."""
    return shell_of(request).places


def _about() -> tuple[object, ...]:
    """Everything besides the database that makes a difference."""
    return (
        "shell",
        translation.get_language(),
        [code for code, _name in conf.content_languages()],
        conf.default_language(),
        conf.public_body_code(),
        site_name(),
        [kind for kind, _pages in place_kinds.items()],
    )
