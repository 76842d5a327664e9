"""The address of each live page against the pages above it."""

from typing import Any

from wagtail.models import Page

from wagtail_disclosure.review.models.addresses import STEP, uncleared_above


class Addresses:
    """Compares addresses; pages with the same parent share what is known of it."""

    def __init__(self) -> None:
        # By the parent's path: whether the names down to it are cleared, and the parent.
        self._known: dict[str, tuple[bool, Page | None]] = {}

    def has_uncleared_name(self, row: Any) -> bool:
        """Whether the address of ``row`` contains a name that nobody cleared."""
        return isinstance(row, Page) and not self._above(row)[0]

    def is_outdated(self, row: Any) -> bool:
        """Whether the stored address of ``row`` is not the one that its place gives."""
        if not isinstance(row, Page):
            return False
        stored = row.url_path
        return row.set_url_path(self._above(row)[1]) != stored

    def _above(self, page: Page) -> tuple[bool, Page | None]:
        path = page.path[:-STEP]
        if path not in self._known:
            self._known[path] = (uncleared_above(page) is None, page.get_parent())
        return self._known[path]
