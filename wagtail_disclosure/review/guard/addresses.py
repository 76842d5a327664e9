"""Moves and new names: neither puts a name that nobody cleared into a public address."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from wagtail_disclosure.review.exceptions import AddressRefused
from wagtail_disclosure.review.models.addresses import would_show_by_move, would_show_by_rename


def check_rename(written: Any) -> None:
    """Before a draft is saved; raises AddressRefused where public pages are below it."""
    is_stored = isinstance(written, Page) and written.pk is not None
    if is_stored and would_show_by_rename(written):
        message = _(
            "“%(subject)s” can't be renamed before its new name is cleared: the addresses of "
            "public pages below it would show it."
        )
        raise AddressRefused(written, message % {"subject": written})


def follow_stored_parent(page: Page) -> None:
    """Before something public is saved: the parent in memory may still have its former name.

    No query more where the page is validated after it: Wagtail asks for the parent then.
    """
    page.set_url_path(page.get_parent(update=True))


def check_move(
    sender: type[Page],
    instance: Page,
    parent_page_before: Page,
    parent_page_after: Page,
    **kwargs: Any,
) -> None:
    """Before a page is moved; raises AddressRefused where something public is moved."""
    if is_refused(instance, parent_page_before, parent_page_after):
        raise AddressRefused(instance, why_not_there(instance))


def is_refused(page: Page, parent_before: Page | None, parent_after: Page) -> bool:
    """Whether ``page`` may not be moved from one parent to the other; reordering is free."""
    is_elsewhere = parent_before is None or parent_before.pk != parent_after.pk
    return is_elsewhere and would_show_by_move(page, parent_after)


def why_not_there(page: Page) -> str:
    """Why ``page`` may not be moved where it was to go."""
    return _(
        "“%(subject)s” can't be moved there: the addresses of public pages would then contain the "
        "name of a page that has not passed the secrecy review. That page has to be cleared first."
    ) % {"subject": page}
