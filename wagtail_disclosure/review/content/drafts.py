"""Drafts as objects, read from what their revisions hold."""

from collections.abc import Mapping
from typing import Any


def glance(stored: Any, content: Mapping[str, Any]) -> Any:
    """``stored`` in the form that ``content`` of a revision gives it, without a query.

    For lists and comparisons: it lacks what only its publication needs.
    """
    found = type(stored).from_serializable_data(content, check_fks=False)
    found.pk = stored.pk
    if hasattr(stored, "locale_id"):
        found.locale = stored.locale
    return found
