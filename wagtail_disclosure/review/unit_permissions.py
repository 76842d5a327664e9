"""People who answer for a unit write what is that unit's, whatever their groups may do besides."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Page, PagePermissionTester

from wagtail_disclosure.review.units import units_written_for


class UnitPagePermissionTester(PagePermissionTester):
    """Wagtail's, for guarded pages: on pages of other units one may add below, and review.

    A page of no unit is the disclosure office's.
    """

    def __init__(self, user: Any, page: Any):
        super().__init__(user, page)
        self.units = units_written_for(user)
        self.is_of_others = self.units is not None and not self.units.has(page)
        if self.is_of_others:
            self.permissions = self.permissions & {"add"}

    def can_edit(self) -> bool:
        if not self.is_of_others:
            return super().can_edit()
        # What somebody owns may be another unit's by now; whoever reviews it reads it.
        task = self.page.current_workflow_task
        return bool(task and task.user_can_access_editor(self.page, self.user))

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Deleting and moving take along what is below, so all of it has to be the units'."""
        if self.is_of_others or not super().can_delete(ignore_bulk=ignore_bulk):
            return False
        return self.units is None or self.page.is_leaf() or not self._has_others_below()

    def can_publish_subpage(self) -> bool:
        return not self.is_of_others and super().can_publish_subpage()

    def _has_others_below(self) -> bool:
        below = Page.objects.descendant_of(self.page).specific()
        return any(not self.units.has(page) for page in below.iterator(chunk_size=200))


def refuse_pages_of_others(request: HttpRequest, page: Any, *args: Any) -> None:
    """Before something is done to a page: Wagtail's views ask too, most of them the tester.

    Raises PermissionDenied.
    """
    tester = page.specific.permissions_for_user(request.user)
    if getattr(tester, "is_of_others", False) and not tester.can_edit():
        raise PermissionDenied(_("This is for the unit that answers for it, or the office."))


def refuse_in_bulk(request: HttpRequest, action_type: str, objects: Any, action: Any) -> None:
    """Before something is done to several pages at once; raises PermissionDenied."""
    for instance in objects:
        if isinstance(instance, Page):
            refuse_pages_of_others(request, instance)
