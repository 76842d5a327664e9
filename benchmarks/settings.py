"""The test settings with a naive catalog and a bare view beside the package."""

import os

from tests.settings.full import *
from tests.settings.full import DATABASES, INSTALLED_APPS, TEST_DIR, WAGTAILSEARCH_BACKENDS

INSTALLED_APPS = ["benchmarks.naive", *INSTALLED_APPS]
ROOT_URLCONF = "benchmarks.urls"
ALLOWED_HOSTS = ["*"]
STOCK_SEARCH = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILSEARCH_BACKENDS = {
    **WAGTAILSEARCH_BACKENDS,
    "stock": {**STOCK_SEARCH["default"], "AUTO_UPDATE": False},
}

if os.environ.get("DISCLOSURE_TEST_DATABASE", "sqlite") == "postgresql":
    # Otherwise connecting would be measured.
    DATABASES["default"]["CONN_MAX_AGE"] = None
    DATABASES["default"]["NAME"] = "disclosure_bench_template"
else:
    DATABASES["default"]["NAME"] = TEST_DIR / "template.sqlite3"
    DATABASES["default"]["CONN_MAX_AGE"] = None
# What can't be served must not be measured.
DEBUG_PROPAGATE_EXCEPTIONS = True
