"""What the rows of agency and catalog say, for the places in a guide that show it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.query import PageQuerySet

from wagtail_disclosure.catalog.addresses import address_of
from wagtail_disclosure.catalog.classes import CLASS_NAMES
from wagtail_disclosure.catalog.models.categories import CatalogPage, read_catalog
from wagtail_disclosure.catalog.tree import Tree, read_totals
from wagtail_disclosure.core.models import PublicBody, PublicWindow, TimeLimit
from wagtail_disclosure.core.models.bodies import NoPublicBody
from wagtail_disclosure.review.cleared import cleared_values
from wagtail_disclosure.rules.classification import DisclosureClass

# What each class means to those who look for something.
FOR_VISITORS = {
    DisclosureClass.PROACTIVE: _("Published here for everybody, with its text and files."),
    DisclosureClass.ON_REQUEST: _(
        "Described here; text and files are given to whoever asks for them."
    ),
    DisclosureClass.EXEMPT: _(
        "Withheld under the law. Whoever asks for it is told the reason and what can be done "
        "about it."
    ),
}


@dataclass(frozen=True)
class ClassFact:
    """A disclosure class; ``entries`` is None for what is not counted in public."""

    name: str
    meaning: str
    entries: int | None
    is_withheld: bool = False


@dataclass(frozen=True)
class ServiceRow:
    """A service guide in the list of its parent."""

    title: str
    summary: str
    url: str


class GuideFacts:
    """Read when a block of the guide first asks, so that a guide costs what it shows."""

    def __init__(self, page: Any, request: HttpRequest | None, *, services: PageQuerySet):
        self.page = page
        self.request = request
        self._services = services

    @cached_property
    def body(self) -> PublicBody | None:
        """The agency; None before `disclosure_setup` has run."""
        try:
            return PublicBody.objects.select_related("office", "law").own()
        except NoPublicBody:
            return None

    @cached_property
    def windows(self) -> list[PublicWindow]:
        return list(self.body.windows.public_rows()) if self.body else []

    @cached_property
    def catalog(self) -> CatalogPage | None:
        """The catalog in the language of the guide; None while it is not public."""
        catalogs = CatalogPage.objects.disclosed().filter(locale_id=self.page.locale_id)
        return catalogs.order_by("path").first()

    @cached_property
    def tree(self) -> Tree | None:
        return read_catalog(self.catalog, self.request) if self.catalog else None

    @property
    def classes(self) -> list[ClassFact]:
        counts = read_totals(self.catalog, self.tree).by_class if self.tree else {}
        return [
            ClassFact(
                name=str(name),
                meaning=str(FOR_VISITORS[kind]),
                # How much is withheld is in the annual report, not in the catalog.
                entries=counts.get(kind, 0) if self.tree and kind.may_have_page else None,
                is_withheld=not kind.may_have_page,
            )
            for kind, name in CLASS_NAMES.items()
        ]

    @cached_property
    def answer_limit(self) -> TimeLimit | None:
        """By when a request is answered (OGI Art. 33)."""
        law = self.body.law if self.body else None
        return TimeLimit.objects.filter(law=law, code="answer").first() if law else None

    @cached_property
    def services(self) -> list[ServiceRow]:
        return list(self._service_rows())

    def _service_rows(self) -> Iterable[ServiceRow]:
        below = self._services.filter(path__startswith=self.page.path, depth=self.page.depth + 1)
        rows = below.order_by("path").annotate(cleared=cleared_values("title", "summary"))
        for row in rows.values("url_path", "cleared"):
            yield ServiceRow(
                title=row["cleared"]["title"],
                summary=row["cleared"]["summary"] or "",
                url=address_of(row["url_path"], self.request),
            )
