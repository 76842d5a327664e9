"""The tree of categories with its numbers, in one query whatever its size.

Entries are not counted: the numbers are sums of those that are stored by category.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from wagtail.models import Page
from wagtail.query import PageQuerySet

from wagtail_disclosure.catalog.addresses import address_of
from wagtail_disclosure.catalog.subtree import within
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


@dataclass(frozen=True)
class Totals:
    """How much the catalog holds."""

    categories: int
    entries: int
    by_class: dict[str, int]
    in_year: int = 0

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
    own_count: int

    @property
    def size(self) -> int:
        """How many categories there are."""
        return sum(1 for _node in _flat(self.roots))

    def __iter__(self) -> Iterator[Node]:
        return iter(self.roots)


def with_numbers(categories: PageQuerySet) -> PageQuerySet:
    """``categories`` with what a tree shows of each, to be kept: it takes long to put together."""
    # Said twice: by its index on paths SQLite would read all the entries below as well.
    keys = categories.model._base_manager.values("pk")
    return _for_nodes(categories.filter(pk__in=keys).annotate(own_count=_own_count()))


def read_tree(page: Page, request: HttpRequest | None, *, numbered: PageQuerySet) -> Tree:
    """What of these categories :func:`with_numbers` is below ``page``, and the way up.

    In one query, whatever its size.
    """
    wanted = within(page) | Q(path__in=_paths_above(page))
    nodes = _nodes(numbered.filter(wanted), request)
    roots = _nest(node for node in nodes if len(node.path) > len(page.path))
    for root in roots:
        _add_up(root)
    return Tree(
        roots=roots,
        ancestors=[node for node in nodes if len(node.path) < len(page.path)],
        own_count=sum(node.own_count for node in nodes if node.path == page.path),
    )


def read_totals(page: Page, tree: Tree, *, year: int | None = None) -> Totals:
    """How much is below ``page``, which has this ``tree``, in one query.

    With a ``year``, also how much of it was published then.
    """
    of_year = Sum("entries", filter=Q(year=year)) if year else Value(0)
    rows = _counts().filter(within(page, "category"), entries__gt=0).values("disclosure_class")
    found = list(rows.annotate(number=Sum("entries"), number_in_year=of_year))
    return Totals(
        categories=tree.size,
        entries=sum(row["number"] for row in found),
        by_class={row["disclosure_class"]: row["number"] for row in found},
        in_year=sum(row["number_in_year"] or 0 for row in found),
    )


def ancestors_of(page: Page, request: HttpRequest | None) -> list[Node]:
    """The disclosed categories above ``page``, topmost first.

    Without a query where the way to the page has loaded them, else with one per type of category.
    """
    loaded = page.__dict__.get("categories_above")
    if loaded is not None:
        return [_node(category, request) for category in loaded if category.is_sealed]
    above = _paths_above(page)
    nodes = [
        node
        for model in type(page).allowed_parent_page_models()
        for node in _nodes(_for_nodes(model.objects.disclosed().filter(path__in=above)), request)
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


def crumb_of_parent(
    page: Page, parents: PageQuerySet, request: HttpRequest | None
) -> list[dict[str, str]]:
    """Title and address of the page right above, if it is among ``parents`` (one query)."""
    rows = parents.filter(path=page.path[: -Page.steplen]).annotate(cleared=cleared_values("title"))
    return [
        {"title": row["cleared"]["title"], "url": address_of(row["url_path"], request)}
        for row in rows.values("url_path", "cleared")
    ]


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


def _for_nodes(categories: PageQuerySet) -> PageQuerySet:
    rows = categories.order_by("path").annotate(cleared=cleared_values(*CLEARED))
    return rows.values(*COLUMNS, *rows.query.annotation_select)


def _nodes(rows: PageQuerySet, request: HttpRequest | None) -> list[Node]:
    return [
        Node(
            id=row.pop("pk"),
            url=address_of(row.pop("url_path"), request),
            **{name: value or "" for name, value in row.pop("cleared").items()},
            **row,
        )
        for row in rows
    ]


def _node(category: Any, request: HttpRequest | None) -> Node:
    cleared = category.clearance.content["fields"]
    return Node(
        url=address_of(category.url_path, request),
        id=category.pk,
        path=category.path,
        translation_key=category.translation_key,
        **{name: cleared.get(name) or "" for name in CLEARED},
    )


def _counts() -> Any:
    return apps.get_model("wagtail_disclosure_catalog", "CategoryCount").objects.order_by()


def _own_count() -> Coalesce:
    counts = _counts().filter(category=OuterRef("pk")).values("category")
    return Coalesce(Subquery(counts.annotate(number=Sum("entries")).values("number")), 0)


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


def _add_up(node: Node) -> int:
    node.count = node.own_count + sum(map(_add_up, node.children))
    return node.count
