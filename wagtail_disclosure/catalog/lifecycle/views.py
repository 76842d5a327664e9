"""The lifecycle report: for people who answer for a unit; files are the disclosure office's."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.generic import View

from wagtail_disclosure.catalog.lifecycle import reading
from wagtail_disclosure.catalog.unit_menu import UnitsMenuItem
from wagtail_disclosure.core import days
from wagtail_disclosure.core.admin import Screen
from wagtail_disclosure.review.units import units_of, units_written_for

ROWS_PER_PAGE = 50
SECTIONS = {
    "links": pgettext_lazy("lifecycle", "Links to what is not public"),
    "dead": pgettext_lazy("lifecycle", "Dead links"),
    "expiry": pgettext_lazy("lifecycle", "Expiry"),
    "files": pgettext_lazy("lifecycle", "Files that nothing holds"),
}


class LifecycleView(Screen, View):
    """One section at a time, with the counts of all."""

    template_name = "wagtail_disclosure_catalog/admin/lifecycle.html"
    page_title = gettext_lazy("Lifecycle")
    header_icon = "history"

    @cached_property
    def units(self) -> Any:
        return units_of(self.request.user)

    def is_open_to(self, user: Any) -> bool:
        return bool(self.units.exists())

    @property
    def sees_files(self) -> bool:
        """A file that nothing holds belongs to no unit."""
        bound = units_written_for(self.request.user)
        return self.request.user.is_superuser or (bound is not None and bound.is_office)

    def get(self, request: HttpRequest) -> HttpResponse:
        found = {
            "links": reading.broken_links(self.units),
            "dead": reading.dead_links(self.units),
            "expiry": reading.expiring(self.units, days.today()),
        }
        if self.sees_files:
            found["files"] = reading.unheld_files()
        shown = request.GET.get("show", "links")
        shown = shown if shown in found else "links"
        page = Paginator(found[shown], ROWS_PER_PAGE).get_page(request.GET.get("p"))
        return self.render_to_response(
            self.get_context_data(
                shown=shown,
                sections=[(name, SECTIONS[name], rows.count()) for name, rows in found.items()],
                page_obj=page,
                rows=getattr(self, f"_{shown}")(list(page.object_list)),
                today=days.today(),
            )
        )

    def _links(self, links: list[Any]) -> list[dict[str, Any]]:
        pages = reading.pages_of(links)
        targets = reading.targets_of(links, self.request.user)
        return [
            {"page": pages[link.object_id], "target": targets.get(link.to_object_id)}
            for link in links
            if link.object_id in pages
        ]

    def _dead(self, links: list[Any]) -> list[Any]:
        return links

    def _expiry(self, entries: list[Any]) -> list[Any]:
        return entries

    def _files(self, files: list[Any]) -> list[dict[str, Any]]:
        in_drafts = reading.held_by_drafts(files)
        return [{"file": stored, "is_in_draft": str(stored.pk) in in_drafts} for stored in files]


def lifecycle_menu_item() -> UnitsMenuItem:
    return UnitsMenuItem(
        gettext_lazy("Lifecycle"),
        reverse("disclosure_lifecycle"),
        name="disclosure-lifecycle",
        icon_name="history",
        order=195,
    )
