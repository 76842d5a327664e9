"""The groups that an agency starts with, and what they may do."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission

EDITORS = "Disclosure editors"
REVIEWERS = "Disclosure reviewers"
OFFICERS = "Disclosure officers"
OFFICE = "Disclosure office"
WINDOW_CLERKS = "Disclosure window clerks"
TAKE_OVER = "Disclosure legacy take-over"

ADMIN_ACCESS = "wagtailadmin.access_admin"


class UnknownPermission(LookupError):
    """A setup step grants something that no installed app defines."""


def grant(group_name: str, permissions: Iterable[str]) -> bool:
    """Give a group permissions such as ``app_label.codename``; returns whether it was created.

    What an agency granted besides stays. Raises UnknownPermission.
    """
    group, created = Group.objects.get_or_create(name=group_name)
    for permission in permissions:
        app_label, codename = permission.split(".")
        found = Permission.objects.filter(content_type__app_label=app_label, codename=codename)
        if not found:
            raise UnknownPermission(f"{permission} (run migrate first)")
        group.permissions.add(*found)
    return created


def let_write(group_name: str, page: Any) -> None:
    """Let a group add and edit ``page`` and what is below; nobody needs Wagtail's publish right."""
    group, _created = Group.objects.get_or_create(name=group_name)
    wanted = Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=["add_page", "change_page"]
    )
    for permission in wanted:
        GroupPagePermission.objects.get_or_create(
            group=group, page=page.page_ptr, permission=permission
        )
