"""The address of a page names all pages above it, so it shows what they are called.

A guarded page may be public only where somebody cleared the name (``slug``) that each guarded page
above it has. One that was withdrawn since will do: its name has been public.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from django.db.models import BooleanField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from wagtail.models import Page

from wagtail_disclosure.review.exceptions import HasToWait

# How much of a page's ``path`` one level takes.
STEP = Page.steplen


def uncleared_names(path: str | None) -> QuerySet[Page]:
    """Guarded pages above the one at ``path`` whose present name nobody cleared, topmost first."""
    return _uncleared().filter(path__in=_prefixes(path or "")).order_by("path")


def no_uncleared_names(path: str | None) -> RawSQL:
    """The condition that there are no such pages, as part of another query.

    Every publication asks; putting the SQL together took longer than the database needs for it.
    """
    above = _prefixes(path or "")
    if not above:
        return RawSQL("1 = 1", [], BooleanField())
    types = tuple(_sealed_types().items())
    sql, params = _compiled(connection.vendor, len(above), types)
    paths = dict(zip(_markers(len(above)), above, strict=True))
    # PostgreSQL is given the way to a key as a list.
    values = [paths.get(one, one) if isinstance(one, str) else one for one in params]
    # No value is part of the text: all of them are parameters.
    return RawSQL(f"NOT EXISTS ({sql})", values, BooleanField())  # noqa: S611


@cache
def _compiled(vendor: str, number: int, types: Any) -> tuple[str, tuple[Any, ...]]:
    """SQL and parameters, with markers for the paths."""
    return _uncleared().filter(path__in=_markers(number)).values("pk").query.sql_with_params()


def _markers(number: int) -> list[str]:
    return [f"path {position}" for position in range(number)]


def paths_above(instance: Any) -> list[str]:
    """The tree's paths of all pages above ``instance``, topmost first; none if it is no page."""
    return _prefixes(instance.path or "") if isinstance(instance, Page) else []


def uncleared_above(instance: Any) -> Page | None:
    """The topmost page whose name has to be cleared before ``instance`` can be public, if any."""
    return uncleared_names(instance.path).first() if isinstance(instance, Page) else None


def uncleared_among(paths: Iterable[str]) -> set[str]:
    """Those of these paths of the tree at which a page stands whose name nobody cleared."""
    return set(_uncleared().filter(path__in=set(paths)).values_list("path", flat=True))


def check_address(instance: Any) -> None:
    """Raises HasToWait where ``instance`` is below a page whose name nobody cleared."""
    if reason := why_not_here(instance):
        raise HasToWait(reason)


def why_not_here(instance: Any) -> str:
    """Why ``instance`` can't be public where it is; empty where nothing is in the way.

    It names no other page: its reader may not be allowed to see that draft.
    """
    if uncleared_above(instance) is None:
        return ""
    return _(
        "“%(subject)s” can't be public yet: its address contains the name of a page above it that "
        "has not passed the secrecy review. That page has to be cleared first."
    ) % {"subject": instance}


def would_show_by_move(page: Page, parent: Page) -> bool:
    """Whether something public would name a page that nobody cleared once ``page`` is moved."""
    above = _uncleared().filter(path__in=[*_prefixes(parent.path), parent.path])
    return above.exists() and _public_in(page.path).exists()


def would_show_by_rename(page: Page) -> bool:
    """Whether something public below ``page`` would show the new name that it has in memory."""
    renamed = Page._base_manager.filter(pk=page.pk).exclude(slug=page.slug)
    if not renamed.exists() or not _public_in(page.path).exclude(pk=page.pk).exists():
        return False
    return _uncleared(name=Value(page.slug)).filter(pk=page.pk).exists()


def _prefixes(path: str) -> list[str]:
    return [path[:end] for end in range(STEP, len(path), STEP)]


def _uncleared(name: Any = OuterRef("slug")) -> QuerySet[Page]:  # noqa: B008
    """Guarded pages that nobody cleared under ``name``, the present one if none is given.

    A translation may go by the cleared name of its original, be that deleted since, and an alias
    by its source's.
    """
    types = _sealed_types()
    clearance = apps.get_model("wagtail_disclosure_review", "Clearance")
    # Text, not JSON: else it would be compared with a JSON value.
    cleared_name = Cast(KT("content__fields__slug"), models.TextField())
    cleared = clearance.objects.annotate(name=cleared_name).filter(
        Q(translation_key=OuterRef("translation_key"))
        | Q(translation_key=OuterRef("alias_of__translation_key")),
        object_type__in=types.keys(),
        decision=clearance.Decision.CLEARED,
        name=name,
    )
    return Page._base_manager.filter(~Exists(cleared), content_type__in=types.values())


def _public_in(path: str) -> QuerySet[Page]:
    """Whatever is live at ``path`` and below; pages that nobody guards have addresses as well."""
    return Page._base_manager.filter(path__startswith=path, live=True)


def _sealed_types() -> dict[str, ContentType]:
    """Guarded page types by label; content types are cached."""
    found = ContentType.objects.get_for_models(*_sealed_models())
    return {model._meta.label_lower: type_ for model, type_ in found.items()}


@cache
def _sealed_models() -> tuple[type[Page], ...]:
    return tuple(
        model
        for model in apps.get_models()
        if issubclass(model, Page) and hasattr(model, "cleared_fingerprint")
    )
