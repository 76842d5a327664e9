"""From an address to a page of the catalog in one query, however deep the catalog is.

Wagtail itself asks twice for each level.
"""

from itertools import accumulate
from typing import Any

from django.db.models import Subquery
from django.db.models.fields.json import KeyTextTransform
from wagtail.models import Page

TYPES = ("disclosure_category", "disclosure_entry")
TYPES = ("disclosure_category", "disclosure_entry")
# Joined so that a page comes with everything that it shows.
JOINED = (
    "locale",
    "disclosure_category__clearance",
    "disclosure_category__responsible_unit",
    "disclosure_entry__clearance",
    "disclosure_entry__responsible_unit",
    "disclosure_entry__issuing_body",
)


def find_below(page: Page, path_components: list[str]) -> tuple[Any, list[str]] | None:
    """The deepest page below ``page`` that the address names, and what is left of the address.

    ``page`` gets its title as it was cleared, ``cleared_title``.
    """
    steps = [f"{component}/" for component in path_components]
    addresses = list(accumulate(steps, initial=page.url_path))[1:]
    found = (
        Page.objects.filter(path__startswith=page.path, url_path__in=addresses)
        .annotate(title_of_start=_cleared_title(page))
        .select_related(*JOINED)
        .order_by("-depth")
        .first()
    )
    if found is None:
        return None
    page.cleared_title = found.title_of_start
    return _specific(found), path_components[found.depth - page.depth :]


def _cleared_title(page: Page) -> Subquery:
    """Asked for along the way: the pages below name this one at the start of their paths."""
    title = KeyTextTransform("title", "clearance__content__fields")
    rows = type(page)._base_manager.filter(pk=page.pk)
    return Subquery(rows.annotate(cleared_title=title).values("cleared_title"))


def _specific(page: Page) -> Any:
    for name in TYPES:
        joined = getattr(page, name, None)
        # An agency's own type may derive from one of ours.
        if joined is not None and type(joined) is page.specific_class:
            return joined
    return page.specific
