"""Runs the proof against a copy of the package with one line changed."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.leaks.sabotages import Mutant

REPOSITORY = Path(__file__).resolve().parents[2]
COPIED = ("wagtail_disclosure", "tests", "example_site")
TRIALS = "tests/leaks/test_routes.py"
PASSED, FAILED = 0, 1


@dataclass(frozen=True)
class Workshop:
    """A copy of everything that the tests need, with a database of its own."""

    folder: Path

    @classmethod
    def open(cls, folder: Path) -> "Workshop":
        for name in COPIED:
            ignored = shutil.ignore_patterns("__pycache__", "var")
            shutil.copytree(REPOSITORY / name, folder / name, ignore=ignored)
        shutil.copy(REPOSITORY / "pyproject.toml", folder)
        return cls(folder)

    def run(self, *, routes: tuple[str, ...] = (), tests: tuple[str, ...] = ()) -> tuple[int, str]:
        """Pytest's exit code and what it said, for these routes or tests."""
        command = [sys.executable, "-m", "pytest", "--ds=tests.settings.prepared", "--reuse-db"]
        command += ["-x", "-q", "--tb=line", "-p", "no:cacheprovider", *(tests or (TRIALS,))]
        environment = self.environment(routes)
        done = subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, text=True
        )
        return done.returncode, done.stdout + done.stderr

    def environment(self, routes: tuple[str, ...] = ()) -> dict[str, str]:
        """What a Python that works here is told."""
        told = {
            **os.environ,
            "DISCLOSURE_LEAK_ROUTES": ",".join(routes),
            "DISCLOSURE_NOTHING_SKIPPED": "",
            "DISCLOSURE_PREPARED_DATABASE": str(self.folder / "prepared.sqlite3"),
            "PYTHONDONTWRITEBYTECODE": "1",
            # Before any other: with another copy of the package every sabotage would go unnoticed.
            "PYTHONPATH": str(self.folder),
        }
        # Of the run that this one is part of.
        return {name: value for name, value in told.items() if not name.startswith("PYTEST_")}

    def try_out(self, mutant: Mutant) -> tuple[int, str]:
        """The same with ``mutant`` in place; afterwards all is as before."""
        path = self.folder / "wagtail_disclosure" / mutant.file
        whole = path.read_text(encoding="utf-8")
        path.write_text(whole.replace(mutant.old, mutant.new), encoding="utf-8")
        try:
            return self.run(routes=mutant.routes, tests=mutant.tests)
        finally:
            path.write_text(whole, encoding="utf-8")
