"""tests.settings.full on a database file of the caller's, for commands in their own process."""

import os

from tests.settings.full import *
from tests.settings.full import (
    DATABASES,
    INSTALLED_APPS,
    MIDDLEWARE,
    TEMPLATES,
    WAGTAIL_DISCLOSURE,
)

DATABASES["default"] = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": os.environ["DISCLOSURE_OWN_DATABASE"],
}

# A site of its own has what any site has.
WAGTAIL_DISCLOSURE = {**WAGTAIL_DISCLOSURE, "SETUP_INSTALLS_TRIGGERS": True}

if os.environ.get("DISCLOSURE_UNINSTALLED") == "1":
    OURS = ("wagtail_disclosure", "example_site", "tests.")
    INSTALLED_APPS = [name for name in INSTALLED_APPS if not name.startswith(OURS)]
    MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith(OURS)]
    OPTIONS = TEMPLATES[0]["OPTIONS"]
    OPTIONS["context_processors"] = [
        name for name in OPTIONS["context_processors"] if not name.startswith(OURS)
    ]
    ROOT_URLCONF = "tests.settings.search_only_urls"
    WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
