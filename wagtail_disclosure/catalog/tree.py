"""The tree of categories with its numbers, in two queries whatever its size."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Q
from django.db.models.functions import Length, Substr
from django.http import HttpRequest
from wagtail.models import Page
from wagtail.query import PageQuerySet

from wagtail_disclosure.catalog.addresses import address_of
from wagtail_disclosure.review.cleared import cleared_value, cleared_values
from wagtail_disclosure.rules.classification import DisclosureClass

COLUMNS = ("pk", "path", "url_path", "translation_key")
CLEARED = ("title", "code", "summary")


@dataclass
class Node:
    """A category as visitors see it; ``count`` takes in the entries of all levels below."""

    id: int
    path: str
    title: str
    code: str
    summary: str
    url: str
    translation_key: Any
    count: int = 0
    own_count: int = 0
    is_translated: bool = True
    children: list["Node"] = field(default_factory=list)


@dataclass
class Tally:
    """Numbers of entries: by the path of their category, and by class."""

    by_path: Counter[str] = field(default_factory=Counter)
    by_class: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Totals:
    """How much the catalog holds."""

    categories: int
    entries: int
    by_class: dict[str, int]

    @property
    def proactive(self) -> int:
        return self.by_class.get(DisclosureClass.PROACTIVE, 0)

    @property
    def on_request(self) -> int:
        return self.by_class.get(DisclosureClass.ON_REQUEST, 0)


@dataclass(frozen=True)
class Tree:
    """Categories below one page, nested; ``ancestors`` are those above it, topmost first."""

    roots: list[Node]
    ancestors: list[Node]
    totals: Totals
    own_count: int

    def __iter__(self) -> Iterator[Node]:
        return iter(self.roots)


def read_tree(
    page: Page,
    request: HttpRequest | None,
    *,
    categories: PageQuerySet,
    entries: PageQuerySet,
) -> Tree:
    """What of ``categories`` is below ``page``, with its numbers of ``entries``, and the way up."""
    wanted = Q(path__startswith=page.path) | Q(path__in=_paths_above(page))
    nodes = _nodes(categories.filter(wanted), request)
    below = [node for node in nodes if len(node.path) > len(page.path)]
    tally = _tally(page, entries)
    roots = _nest(below)
    for root in roots:
        _add_up(root, tally.by_path)
    return Tree(
        roots=roots,
        ancestors=[node for node in nodes if len(node.path) < len(page.path)],
        totals=Totals(
            categories=len(below),
            entries=tally.by_path.total(),
            by_class=dict(tally.by_class),
        ),
        own_count=tally.by_path[page.path],
    )


def ancestors_of(page: Page, request: HttpRequest | None) -> list[Node]:
    """The disclosed categories above ``page``, topmost first (one query per type of category)."""
    above = _paths_above(page)
    nodes = [
        node
        for model in type(page).allowed_parent_page_models()
        for node in _nodes(model.objects.disclosed().filter(path__in=above), request)
    ]
    return sorted(nodes, key=lambda node: node.path)


def remember_catalog(catalog: Page, request: HttpRequest | None) -> None:
    """Keep the catalog that this request went through: its page and the navigation name it."""
    if request is not None:
        request.disclosure_catalog = catalog


def remembered_catalog(request: HttpRequest | None) -> Page | None:
    return getattr(request, "disclosure_catalog", None)


def crumb_of_catalog(page: Page, request: HttpRequest | None) -> list[dict[str, str]]:
    """Title and address of the catalog above ``page``, as the start of a path."""
    catalog = remembered_catalog(request)
    if catalog is None:
        above = page.get_ancestors().filter(disclosure_catalog__clearance__isnull=False)
        catalog = above.first()
        catalog = catalog and catalog.specific
    if catalog is None or not catalog.live:
        return []
    # The way to a page below has asked for the title already.
    title = getattr(catalog, "cleared_title", None) or cleared_value(catalog, "title")
    return [{"title": title, "url": catalog.get_url(request) or ""}]


def mark_untranslated(
    nodes: Iterable[Node], categories: PageQuerySet, language_codes: Iterable[str]
) -> None:
    """Find out which nodes lack a version among ``categories`` in one of the languages."""
    wanted = set(language_codes)
    versions: dict[Any, set[str]] = {}
    rows = categories.filter(locale__language_code__in=wanted)
    for key, code in rows.values_list("translation_key", "locale__language_code"):
        versions.setdefault(key, set()).add(code)
    for node in _flat(nodes):
        node.is_translated = versions.get(node.translation_key, set()) >= wanted


def _flat(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _flat(node.children)


def _paths_above(page: Page) -> list[str]:
    return [page.path[:end] for end in range(Page.steplen, len(page.path), Page.steplen)]


def _nodes(categories: PageQuerySet, request: HttpRequest | None) -> list[Node]:
    rows = categories.order_by("path").annotate(cleared=cleared_values(*CLEARED))
    return [
        Node(
            id=row.pop("pk"),
            url=address_of(row.pop("url_path"), request),
            **{name: value or "" for name, value in row.pop("cleared").items()},
            **row,
        )
        for row in rows.values(*COLUMNS, "cleared")
    ]


def _tally(page: Page, entries: PageQuerySet) -> Tally:
    parent = Substr("path", 1, Length("path") - Page.steplen)
    rows = (
        entries.filter(path__startswith=page.path)
        .annotate(parent_path=parent)
        .order_by()
        .values("parent_path", kind=F("disclosure_class"))
        .annotate(number=Count("pk"))
    )
    tally = Tally()
    for row in rows:
        tally.by_path[row["parent_path"]] += row["number"]
        tally.by_class[row["kind"]] += row["number"]
    return tally


def _nest(nodes: Iterable[Node]) -> list[Node]:
    """Hang each node below the nearest one above it; ``nodes`` come in order of their paths."""
    roots: list[Node] = []
    branch: list[Node] = []
    for node in nodes:
        while branch and not node.path.startswith(branch[-1].path):
            branch.pop()
        (branch[-1].children if branch else roots).append(node)
        branch.append(node)
    return roots


def _add_up(node: Node, by_path: Counter[str]) -> int:
    node.own_count = by_path[node.path]
    node.count = node.own_count + sum(_add_up(child, by_path) for child in node.children)
    return node.count
