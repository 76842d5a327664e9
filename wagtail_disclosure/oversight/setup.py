"""The oversight's part of `disclosure_setup`: who writes the annual report, and who reads it."""

from wagtail_disclosure.core import groups
from wagtail_disclosure.core.setup_steps import Setup

APP = "wagtail_disclosure_oversight"
PERMISSIONS = {
    groups.OFFICE: ("view_annualreport", "add_annualreport", "change_annualreport"),
    # Heads and leaders.
    groups.REVIEWERS: ("view_annualreport",),
}


def set_up(setup: Setup) -> None:
    """Grant the permissions; reports themselves are begun by people."""
    for name, codenames in PERMISSIONS.items():
        groups.grant(name, [groups.ADMIN_ACCESS, *(f"{APP}.{codename}" for codename in codenames)])
