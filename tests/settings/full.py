"""The demonstration's settings with a throw-away database; the suite runs under these."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from example_site.settings import *
from example_site.settings import STORAGES, WAGTAIL_DISCLOSURE

# Guarded types of an agency's own.
INSTALLED_APPS = ["tests.noticeboard", *INSTALLED_APPS]

TEST_DIR = Path(tempfile.mkdtemp(prefix="disclosure-tests-"))
atexit.register(shutil.rmtree, TEST_DIR, ignore_errors=True)

if os.environ.get("DISCLOSURE_TEST_DATABASE", "sqlite") == "postgresql":
    INSTALLED_APPS = [*INSTALLED_APPS, "django.contrib.postgres"]
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": os.environ.get("PGDATABASE", "disclosure"),
            "USER": os.environ.get("PGUSER", ""),
            "PASSWORD": os.environ.get("PGPASSWORD", ""),
            "HOST": os.environ.get("PGHOST", ""),
            "PORT": os.environ.get("PGPORT", ""),
        }
    }
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": TEST_DIR / "suite.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF",
            },
            # In memory, threads would share one cache, whose locks refuse instead of waiting.
            "TEST": {"NAME": TEST_DIR / "tests.sqlite3"},
        }
    }

# Tests of what shows after raw writes need a database that lets them pass.
# Tests fill in forms faster than people do.
WAGTAIL_DISCLOSURE = {
    **WAGTAIL_DISCLOSURE,
    "SETUP_INSTALLS_TRIGGERS": False,
    "FASTEST_REQUEST_SECONDS": 0,
}

MEDIA_ROOT = TEST_DIR / "media"
STORAGES = {
    **STORAGES,
    "disclosure_private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": TEST_DIR / "private"},
    },
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["*"]
