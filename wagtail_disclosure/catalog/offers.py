"""What the catalog offers to visitors of other pages."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.core.seams import PublicAction


def find(subject: Any, request: Any) -> Iterator[PublicAction]:
    """The catalog in the active language, offered by the site as a whole."""
    if subject is not None:
        return
    yield from ()
