"""Conditions for what is in one part of the tree of pages."""

from typing import Any

from django.db.models import Q
from wagtail.models import Page


def within(page: Any, name: str = "") -> Q:
    """The condition that a page, the relation ``name`` of a row, is ``page`` or anywhere below.

    A range, which the index on paths serves on every database; a prefix is none on SQLite.
    """
    path = f"{name}__path" if name else "path"
    last = page.path + "Z" * Page.steplen
    return Q(**{f"{path}__gte": page.path, f"{path}__lte": last})
