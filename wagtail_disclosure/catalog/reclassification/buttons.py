"""Ways to the screens: beside entries and exempt items, and in the menu."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from wagtail_disclosure.catalog.models import EntryMixin, ExemptItem
from wagtail_disclosure.catalog.reclassification.rights import (
    CHANGE_ITEM,
    may_change_class,
    may_declassify,
)
from wagtail_disclosure.review.actions import WITHDRAW


def for_entry(
    page: Page, user: Any, next_url: str | None = None, view_name: str | None = None
) -> Iterator[Button]:
    """In the header of an entry."""
    model = page.specific_class
    if model is None or not issubclass(model, EntryMixin):
        return
    if may_change_class(user, page.specific):
        yield _change_class(page)


def for_entry_in_listing(page: Page, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """In lists only for those whose right hangs on no entry: the others cost queries per row."""
    model = page.specific_class
    if model is not None and issubclass(model, EntryMixin) and user.has_perm(WITHDRAW):
        yield _change_class(page)


def for_public(instance: Any, user: Any) -> Iterator[Button]:
    """Beside the clearance of a public entry: the office, which decides, edits no pages."""
    if isinstance(instance, EntryMixin) and may_change_class(user, instance):
        yield _change_class(instance)


def for_item(item: ExemptItem, user: Any) -> Iterator[Button]:
    """On the page of an exempt item."""
    if may_declassify(user, item) and item.declassified_on is None:
        url = reverse("disclosure_classes:declassify", args=[item.pk])
        yield Button(_("Declassify"), url, icon_name="view", priority=70)


class ReReviewMenuItem(MenuItem):
    """In the menu for those who write in the register."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(CHANGE_ITEM)


def re_review_menu_item() -> ReReviewMenuItem:
    return ReReviewMenuItem(
        gettext_lazy("Due for re-review"),
        reverse("disclosure_classes:re_review"),
        name="disclosure-re-review",
        icon_name="rotate",
        order=170,
    )


def _change_class(page: Page) -> Button:
    url = reverse("disclosure_classes:change", args=[page.pk])
    return Button(_("Change the class"), url, icon_name="lock", priority=75)
