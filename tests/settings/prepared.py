"""tests.settings.full on a database that one run prepares and the next ones find."""

import os

from tests.settings.full import *
from tests.settings.full import DATABASES

DATABASES["default"]["TEST"] = {"NAME": os.environ["DISCLOSURE_PREPARED_DATABASE"]}
