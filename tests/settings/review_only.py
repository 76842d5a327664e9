"""The shared nouns and the review alone: what guards must not need what it guards."""

from tests.settings.full import *
from tests.settings.full import INSTALLED_APPS

SIBLINGS = {
    "wagtail_disclosure.catalog",
    "wagtail_disclosure.cases",
    "wagtail_disclosure.oversight",
    "example_site.demo",
    "example_site.home",
}
INSTALLED_APPS = [app for app in INSTALLED_APPS if app not in SIBLINGS]
ROOT_URLCONF = "tests.noticeboard.urls"
