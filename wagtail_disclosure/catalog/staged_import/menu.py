"""The way to imports."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.catalog.unit_menu import UnitsMenuItem


def import_menu_item() -> UnitsMenuItem:
    return UnitsMenuItem(
        _("Import"),
        reverse("disclosure_staged_import:index"),
        name="disclosure-import",
        icon_name="upload",
        order=185,
    )
