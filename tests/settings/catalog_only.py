"""The catalog without the cases, on a site of its own."""

from tests.settings.full import *
from tests.settings.full import INSTALLED_APPS

WITHOUT = {
    "example_site.demo",
    "example_site.home",
    "wagtail_disclosure.cases",
    "wagtail_disclosure.oversight",
}
INSTALLED_APPS = [app for app in INSTALLED_APPS if app not in WITHOUT]
