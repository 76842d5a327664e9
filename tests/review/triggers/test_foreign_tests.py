"""Another app's tests run as they would without the triggers, and the triggers outlive them."""

import os
import subprocess
import sys

FOREIGN = "tests.review.triggers.foreign"
# Django itself can't load serialized data after a flush that made content types anew, so that
# these come first, with or without triggers.
CLASSES = (
    "WithSerializedRollback",
    "WithAvailableApps",
    "Plain",
    "WithSequences",
    "Afterwards",
)


def test_they_pass_and_the_triggers_still_refuse() -> None:
    # Beside the database of this run, which is named after the same settings.
    database = f"foreign_{os.getpid()}"
    command = [sys.executable, "-W", "error", "-m", "django", "test", "--noinput"]
    command += ["--testrunner", f"{FOREIGN}.Runner"]
    run = subprocess.run(
        [*command, *(f"{FOREIGN}.{name}" for name in CLASSES)],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.settings.review_only",
            "PGDATABASE": database,
            "PYTHONPATH": os.pathsep.join(sys.path),
        },
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "Ran 9 tests" in run.stderr
