"""Where files of guarded content live: never under MEDIA_URL."""

from typing import Any, NoReturn

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import Storage, storages
from django.utils.functional import LazyObject

ALIAS = "disclosure_private"


class NoStorage(Storage):
    """Stands in where the site names no storage, so that it starts and `check` can say so."""

    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise ImproperlyConfigured(
            f'STORAGES has no "{ALIAS}"; "manage.py check" says what to add.'
        )

    _open = _save = delete = exists = size = url = _refuse


class PrivateStorage(LazyObject):
    """The storage configured as ``STORAGES["disclosure_private"]``."""

    def _setup(self) -> None:
        # The field asks for the storage while models are imported, before any check can run.
        self._wrapped = storages[ALIAS] if ALIAS in settings.STORAGES else NoStorage()


def private_storage() -> Storage:
    """For ``FileField(storage=...)``: keeps the deployment's choice out of migrations."""
    return PrivateStorage()
