"""Sealed values as the workspace shows them, also where their key is gone."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail_disclosure.core.encryption import CannotDecrypt

UNREADABLE = gettext_lazy("The content can't be read: its key is gone.")


def read(row: Any, name: str) -> Any:
    """A sealed value of ``row``, or words where its key is gone."""
    try:
        return getattr(row, name)
    except CannotDecrypt:
        return _("(can't be read: its key is gone)")
