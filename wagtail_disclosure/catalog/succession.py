"""Entries that were amended or repealed by later ones, as visitors see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Page

from wagtail_disclosure.catalog.addresses import address_of
from wagtail_disclosure.catalog.exceptions import RunsInACircle
from wagtail_disclosure.review.cleared import cleared_values


@dataclass(frozen=True)
class Successor:
    """A later entry that is disclosed; ``language`` is that of its title."""

    relation: str
    title: str
    document_number: str
    url: str
    language: str


def disclosed_successors(entry: Any, request: HttpRequest | None) -> list[Successor]:
    """Those that visitors may see, in the entry's language where there is a version in it.

    No query where nothing came after it, else one. Titles are those that were cleared.
    """
    rows = list(entry.successors.all())
    if not rows:
        return []
    found = _versions(type(entry), [row.successor_id for row in rows])
    key_of = {version["pk"]: version["translation_key"] for version in found}
    shown: dict[Any, dict[str, Any]] = {}
    # The entry's own language comes last, so it wins.
    for version in sorted(found, key=lambda version: version["locale"] == entry.locale_id):
        if version["is_shown"]:
            shown[version["translation_key"]] = version
    known = [(row, shown.get(key_of.get(row.successor_id))) for row in rows]
    return [_successor(row, version, request) for row, version in known if version]


def _versions(model: type[Any], keys: Iterable[int]) -> list[dict[str, Any]]:
    """All languages of the entries with these keys, and whether visitors may see each."""
    same = Page.objects.filter(pk__in=keys).values("translation_key")
    is_shown = Exists(model.objects.disclosed().filter(pk=OuterRef("pk")))
    versions = model.objects.filter(translation_key__in=same).annotate(
        is_shown=is_shown, cleared=cleared_values("title", "document_number")
    )
    columns = ("pk", "translation_key", "locale", "locale__language_code", "url_path")
    return list(versions.order_by("pk").values(*columns, "is_shown", "cleared"))


def _successor(row: Any, version: dict[str, Any], request: HttpRequest | None) -> Successor:
    return Successor(
        relation=row.relation,
        title=version["cleared"]["title"],
        document_number=version["cleared"]["document_number"] or "",
        url=address_of(version["url_path"], request),
        language=version["locale__language_code"],
    )


def refuse_circle(entry: Any, later: Iterable[Any]) -> None:
    """Raises RunsInACircle where ``entry`` comes after one of the entries ``later`` (their keys).

    Languages of an entry count as one. Asks once for each step of the longest line.
    """
    rows = type(entry)._meta.get_field("successors").related_model
    known: set[Any] = set()
    found = set(Page.objects.filter(pk__in=later).values_list("translation_key", flat=True))
    while found - known:
        if entry.translation_key in found:
            message = _("An entry can't be amended or repealed by itself or by its forerunner.")
            raise RunsInACircle(message)
        known |= found
        after = rows.objects.filter(page__translation_key__in=found)
        found = set(after.values_list("successor__translation_key", flat=True))
