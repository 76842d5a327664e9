"""Core, review and cases without catalog and oversight: an agency that only answers requests."""

from tests.settings.full import *
from tests.settings.full import INSTALLED_APPS

SIBLINGS = {
    "wagtail_disclosure.catalog",
    "wagtail_disclosure.oversight",
    "example_site.demo",
    "example_site.home",
}
INSTALLED_APPS = [app for app in INSTALLED_APPS if app not in SIBLINGS]
