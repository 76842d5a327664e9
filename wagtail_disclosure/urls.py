"""One include for every installed part: ``path("", include("wagtail_disclosure.urls"))``.

Put it before Wagtail's own URLs, inside ``i18n_patterns`` where the site has several languages.
"""

from importlib.util import find_spec

from django.apps import apps
from django.urls import include, path

PARTS = ("core", "catalog", "cases")

urlpatterns = [
    path("", include(f"wagtail_disclosure.{part}.urls"))
    for part in PARTS
    if apps.is_installed(f"wagtail_disclosure.{part}")
]

# The extra ``[api]``.
if apps.is_installed("wagtail_disclosure.catalog") and find_spec("ninja"):
    urlpatterns.append(path("", include("wagtail_disclosure.catalog.open_data.api.urls")))
