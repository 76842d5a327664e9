"""The oversight with nothing to oversee: it says so, and leaves everything else alone."""

from tests.settings.full import *
from tests.settings.full import INSTALLED_APPS

WITHOUT = {
    "example_site.demo",
    "example_site.home",
    "wagtail_disclosure.catalog",
    "wagtail_disclosure.cases",
}
INSTALLED_APPS = [app for app in INSTALLED_APPS if app not in WITHOUT]
ROOT_URLCONF = "tests.noticeboard.urls"
