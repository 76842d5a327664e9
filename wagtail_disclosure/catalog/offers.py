"""What the catalog offers to visitors of any page: the way into it, and what explains it."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail_disclosure.catalog.home import current_catalog
from wagtail_disclosure.core.seams import PublicAction
from wagtail_disclosure.core.shell import public_places

# In the order in which the navigation has them.
PLACES = {
    "guide": (
        pgettext_lazy("navigation", "Guide"),
        _("What is open, and how to get it."),
    ),
    "faq": (
        pgettext_lazy("navigation", "Questions"),
        _("What others have asked, with answers."),
    ),
    "rules": (
        pgettext_lazy("navigation", "Rules"),
        _("The rules by which information is disclosed."),
    ),
}


def find(subject: Any, request: HttpRequest | None) -> Iterator[PublicAction]:
    """The catalog in the active language and its news, offered by the site as a whole."""
    catalog = current_catalog(request) if subject is None else None
    if catalog is None:
        return
    yield PublicAction(
        name="find",
        label=_("Find information"),
        hint=_("What is open to everybody, by subject."),
        url=catalog.get_url(request) or "",
    )
    yield PublicAction(
        name="news",
        label=pgettext_lazy("navigation", "New"),
        hint=_("What was published last."),
        url=reverse("wagtail_disclosure_catalog:news"),
        is_door=False,
    )


def explain(subject: Any, request: HttpRequest | None) -> Iterator[PublicAction]:
    """Guide, questions and rules where they are public, offered by the site as a whole."""
    if subject is not None:
        return
    places = public_places(request)
    for name, (label, hint) in PLACES.items():
        if name in places:
            url = places[name].get_url(request)
            yield PublicAction(name=name, label=label, hint=hint, url=url, is_door=False)
