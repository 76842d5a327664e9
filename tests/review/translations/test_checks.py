"""The words of the editor depend on the order of the installed apps."""

from tests.settings import full
from wagtail_disclosure.review import checks

LOCALIZE = "wagtail_localize"


def test_the_documented_order_is_fine() -> None:
    assert checks.check_order_of_apps(None) == []


def test_the_other_order_is_reported(settings) -> None:
    others = [name for name in full.INSTALLED_APPS if name != LOCALIZE]
    settings.INSTALLED_APPS = [LOCALIZE, *others]
    assert [message.id for message in checks.check_order_of_apps(None)] == [
        "wagtail_disclosure.W040"
    ]
