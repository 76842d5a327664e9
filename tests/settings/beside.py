"""tests.settings.full on the database of a test that runs, for processes beside it."""

import os

from tests.settings.full import *
from tests.settings.full import DATABASES

DATABASES["default"]["NAME"] = os.environ["DISCLOSURE_DATABASE_BESIDE"]
# As servers do that answer often.
DATABASES["default"]["CONN_MAX_AGE"] = None
