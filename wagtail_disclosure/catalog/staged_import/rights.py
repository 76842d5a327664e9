"""What a person may import: rows of the units that they answer for, below pages that they edit."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from wagtail_disclosure.catalog.importers.categories import find_category
from wagtail_disclosure.catalog.importers.references import CLASS_BY_WORD
from wagtail_disclosure.catalog.importers.run import Run
from wagtail_disclosure.catalog.models import CatalogPage, EntryPage, ExemptItem, StagedRow
from wagtail_disclosure.catalog.reclassification.rights import ADD_ITEM, CHANGE_ITEM
from wagtail_disclosure.core.models import PublicBody, Unit
from wagtail_disclosure.review.units import units_of
from wagtail_disclosure.rules.classification import DisclosureClass

# A field and what is wrong with it.
Problem = tuple[str, str]


def may_import(user: Any) -> bool:
    """Whoever answers for a unit."""
    return units_of(user).exists()


def importable_units(user: Any) -> Any:
    """The units of the agency that ``user`` answers for."""
    return units_of(user).filter(body=PublicBody.objects.own())


class Rights:
    """Of one person, for many rows."""

    def __init__(self, user: Any, run: Run):
        self.user = user
        self.run = run
        self._may_add_to: dict[str, bool] = {}

    @cached_property
    def units(self) -> dict[str, int]:
        return dict(importable_units(self.user).values_list("code", "pk"))

    @cached_property
    def answers_for_all(self) -> bool:
        """The office does: what belongs to no unit is its own."""
        return len(self.units) == Unit.objects.filter(body=self.run.body).count()

    def problems_of_entry(self, row: StagedRow) -> Iterator[Problem]:
        """Why ``row`` can't be imported by this person."""
        yield from self._problems_of_unit(row)
        is_exempt = CLASS_BY_WORD.get(row.cells.get("class", "")) is DisclosureClass.EXEMPT
        page = EntryPage.objects.filter(import_key=row.key, locale=self.run.locale).first()
        item = ExemptItem.objects.filter(import_key=row.key).first() if is_exempt else None
        if page is not None:
            is_own = page.responsible_unit_id in self.units.values()
            above = find_category(row.cells.get("node", ""), self.run)
            if not is_own or not page.permissions_for_user(self.user).can_edit():
                yield "key", _("You may not edit the entry with this key.")
            elif self._is_locked(page):
                yield "key", _("The entry with this key is locked.")
            elif not self._may_move(page, above):
                yield "node", _("You may not move the entry to this category.")
        elif is_exempt:
            is_own = item is None or item.unit_id in self.units.values()
            if not is_own or not self.user.has_perm(CHANGE_ITEM if item else ADD_ITEM):
                yield "class", _("You may not write this row of the register of exempt items.")
        elif not self._may_add_below(find_category(row.cells.get("node", ""), self.run)):
            yield "node", _("You may not add entries to this category.")

    def may_add(self, row: StagedRow) -> bool:
        """Whether nothing is against ``row`` as a new entry with a page."""
        node = row.cells.get("node", "")
        if node not in self._may_add_to:
            self._may_add_to[node] = self._may_add_below(find_category(node, self.run))
        return self._may_add_to[node] and not list(self._problems_of_unit(row))

    def problems_of_category(self, row: StagedRow) -> Iterator[Problem]:
        """Why ``row`` can't be imported by this person."""
        yield from self._problems_of_unit(row)
        if not row.cells.get("unit") and not self.answers_for_all:
            yield "unit", _("Only the office may import categories without a unit of their own.")
        page = find_category(row.key, self.run)
        above = find_category(row.reference, self.run) if row.reference else self._catalog()
        if page is not None:
            is_own = self.answers_for_all or page.responsible_unit_id in self.units.values()
            if not is_own or not page.permissions_for_user(self.user).can_edit():
                yield "code", _("You may not edit the category with this code.")
            elif self._is_locked(page):
                yield "code", _("The category with this code is locked.")
            elif not self._may_move(page, above):
                yield "parent", _("You may not move the category there.")
        elif not self._may_add_below(above):
            yield "parent", _("You may not add categories here.")

    def _problems_of_unit(self, row: StagedRow) -> Iterator[Problem]:
        code = row.cells.get("unit", "")
        # A unit that isn't there is told of by the importer.
        if code and code not in self.units and self.run.unit(code) is not None:
            yield "unit", _("You do not answer for the unit %(code)s.") % {"code": code}

    def _may_add_below(self, page: Any) -> bool:
        # A page that isn't there is told of by the importer.
        return page is None or page.permissions_for_user(self.user).can_add_subpage()

    def _is_locked(self, page: Any) -> bool:
        return bool(page.permissions_for_user(self.user).page_locked())

    def _may_move(self, page: Any, above: Any) -> bool:
        """Whether ``page`` is there already, or may go there: what was public, as in the tree."""
        if above is None or page.is_child_of(above):
            return True
        if page.live or page.first_published_at:
            return bool(page.permissions_for_user(self.user).can_move_to(above))
        return self._may_add_below(above)

    def _catalog(self) -> CatalogPage | None:
        return CatalogPage.objects.filter(locale=self.run.locale).order_by("path").first()
