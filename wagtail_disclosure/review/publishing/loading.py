"""Drafts with all that they show, locked, in a few queries for all of them."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connections, models, router
from modelcluster.models import get_all_child_relations
from wagtail.models import Page

from wagtail_disclosure.core.models import StoredFile


def lock(model: type[models.Model], keys: Iterable[Any]) -> None:
    """Lock pages until the transaction ends, in a stable order, base rows first.

    On SQLite the whole database is locked by the first write of the transaction.
    """
    if not connections[router.db_for_write(model)].features.has_select_for_update:
        return
    for part in [*reversed(model._meta.get_parent_list()), model]:
        rows = part._base_manager.filter(pk__in=keys).order_by("pk").select_for_update()
        list(rows.values_list("pk"))


def load_children(pages: Sequence[Any]) -> None:
    """Load and lock all child rows of pages of one type, each with its files."""
    for relation in get_all_child_relations(type(pages[0])) if pages else ():
        link = relation.field
        rows = relation.related_model._default_manager.filter(
            **{f"{link.name}__in": [page.pk for page in pages]}
        )
        files = _files(relation.related_model)
        rows = rows.select_related(*files) if files else rows
        rows = rows.select_for_update(of=("self",))
        of_page: dict[Any, list[Any]] = {page.pk: [] for page in pages}
        for row in rows:
            of_page[getattr(row, link.attname)].append(row)
        for page in pages:
            getattr(page, relation.get_accessor_name()).set(of_page[page.pk])


def addresses_above(pages: Iterable[Page]) -> dict[str, str]:
    """The ``url_path`` of the pages above these, by their paths in the tree."""
    paths = {page.path[: -Page.steplen] for page in pages}
    return dict(Page._base_manager.filter(path__in=paths).values_list("path", "url_path"))


def _files(child: type[models.Model]) -> list[str]:
    return [
        field.name
        for field in child._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and issubclass(field.related_model, StoredFile)
    ]
