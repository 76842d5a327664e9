"""The database and the private files of a test that runs, for processes beside it."""

import os

from tests.settings.beside import *  # noqa: F403
from tests.settings.beside import DATABASES, STORAGES

STORAGES["disclosure_private"]["OPTIONS"]["location"] = os.environ["DISCLOSURE_PRIVATE_BESIDE"]
DATABASES["default"]["CONN_MAX_AGE"] = 0
