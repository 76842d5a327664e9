"""Core and review alone: what every agency has, whatever else it installs."""

from tests.settings.full import *
from tests.settings.full import INSTALLED_APPS

OPTIONAL = {
    "wagtail_disclosure.catalog",
    "wagtail_disclosure.cases",
    "wagtail_disclosure.oversight",
}
INSTALLED_APPS = [
    app for app in INSTALLED_APPS if app not in OPTIONAL and not app.startswith("example_site")
]
