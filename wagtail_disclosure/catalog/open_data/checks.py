"""What `check` says of open data."""

from importlib.util import find_spec
from typing import Any

from django.core import checks


@checks.register()
def check_api_is_installed(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """The API is an extra, and without it its addresses are simply not there."""
    if find_spec("ninja"):
        return []
    return [
        checks.Info(
            "The API over the catalog is off: django-ninja is not installed.",
            hint='Install "wagtail-disclosure[api]" for it; feeds, DCAT-AP and tables are there '
            "without.",
            id="wagtail_disclosure.I001",
        )
    ]
