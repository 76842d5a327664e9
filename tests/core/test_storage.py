import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile

from wagtail_disclosure.core.storage import ALIAS, private_storage


def test_a_site_without_private_storage_starts_and_stores_nothing_anywhere(settings):
    settings.STORAGES = {name: value for name, value in settings.STORAGES.items() if name != ALIAS}
    storage = private_storage()

    for use in (
        lambda: storage.save("name", ContentFile(b"secret")),
        lambda: storage.open("name"),
        lambda: storage.exists("name"),
        lambda: storage.url("name"),
    ):
        with pytest.raises(ImproperlyConfigured, match=ALIAS):
            use()
