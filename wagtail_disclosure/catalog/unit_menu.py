"""Entries of the menu for those who answer for a unit."""

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem

from wagtail_disclosure.review.units import answers_for_units


class UnitsMenuItem(MenuItem):
    """Shown to those who answer for a unit."""

    def is_shown(self, request: HttpRequest) -> bool:
        return answers_for_units(request.user)
