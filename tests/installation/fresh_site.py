"""A site of its own, outside this repository, with the Python environment that it runs in."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from tests.demo import free_port

KEYS = "DISCLOSURE_ENCRYPTION_KEYS"
# What this test run has set for itself and a fresh shell would not have.
OURS = ("DJANGO_SETTINGS_MODULE", "PYTHONPATH", "VIRTUAL_ENV", "PYTEST_CURRENT_TEST", KEYS)


@dataclass(frozen=True)
class FreshSite:
    """``folder`` has the site's ``manage.py``; ``python_folder`` is a virtual environment."""

    folder: Path
    python_folder: Path
    keys: str = ""

    @property
    def environment(self) -> dict[str, str]:
        """The variables of a shell in which the virtual environment was activated."""
        plain = {name: value for name, value in os.environ.items() if name not in OURS}
        programs = f"{self.python_folder / 'bin'}{os.pathsep}{plain['PATH']}"
        keys = {KEYS: self.keys} if self.keys else {}
        quick = {"PIP_NO_COMPILE": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
        return {**plain, **quick, **keys, "PATH": programs, "PYTHONIOENCODING": "utf-8"}

    def run(self, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run a program in the site's folder; what it printed is in ``stdout``, errors too."""
        return subprocess.run(
            command,
            cwd=self.folder,
            env={**self.environment, **variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )

    def succeed(self, *command: str, **variables: str) -> str:
        """Run a program that must not fail, and return what it printed."""
        done = self.run(*command, **variables)
        assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}"
        return done.stdout

    def manage(self, *arguments: str, **variables: str) -> str:
        return self.succeed("python", "manage.py", *arguments, **variables)

    def act(self, program: Path, *steps: str, **variables: str) -> str:
        """Run functions of ``program``, a file of the tests, with the site's own Django."""
        code = f"import runpy; runpy.run_path({str(program)!r}, run_name='__main__')"
        return self.manage("shell", "--command", code, STEPS=" ".join(steps), **variables)

    def append(self, path: str, text: str) -> None:
        with (self.folder / path).open("a", encoding="utf-8") as file:
            file.write(text)

    def copied_to(self, folder: Path) -> "FreshSite":
        """The same site somewhere else, with its own database and files."""
        shutil.copytree(self.folder, folder)
        return replace(self, folder=folder)

    @contextmanager
    def served(self) -> Iterator[str]:
        """Serve the site as a developer does; gives its address."""
        port = free_port()
        with (self.folder / "server.log").open("w") as log:
            server = subprocess.Popen(
                ["python", "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"],
                cwd=self.folder,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
            try:
                self._wait_for(server, port)
                yield f"http://127.0.0.1:{port}"
            finally:
                server.terminate()
                server.wait(timeout=20)

    def _wait_for(self, server: subprocess.Popen, port: int) -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            assert server.poll() is None, (self.folder / "server.log").read_text()
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return
            time.sleep(0.2)
        raise TimeoutError(f"Nothing answers: {(self.folder / 'server.log').read_text()}")


def new_environment(folder: Path) -> None:
    """A virtual environment of the interpreter that runs the tests, with pip and nothing else."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
