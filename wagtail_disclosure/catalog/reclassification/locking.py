"""All versions of an entry, kept from others while its class changes."""

from typing import Any

from wagtail.models import Page

from wagtail_disclosure.catalog.exceptions import HasPagesBelow
from wagtail_disclosure.review.actions import versions_of


def lock_versions(entry: Any) -> list[Any]:
    """All languages and aliases as they are now, locked until the transaction ends.

    Raises HasPagesBelow where deleting one would delete others.
    """
    keys = [version.pk for version in versions_of(entry)]
    for page in Page.objects.select_for_update().filter(pk__in=keys).order_by("pk"):
        if page.numchild:
            raise HasPagesBelow
    return versions_of(entry)
