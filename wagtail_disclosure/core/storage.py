"""Where files of guarded content live: never under MEDIA_URL."""

from django.core.files.storage import Storage, storages
from django.utils.functional import LazyObject

ALIAS = "disclosure_private"


class PrivateStorage(LazyObject):
    """The storage configured as ``STORAGES["disclosure_private"]``, looked up when first used.

    Looking it up late lets `check` report a missing alias instead of failing at import.
    """

    def _setup(self) -> None:
        self._wrapped = storages[ALIAS]


def private_storage() -> Storage:
    """For ``FileField(storage=...)``: keeps the deployment's choice out of migrations."""
    return PrivateStorage()
