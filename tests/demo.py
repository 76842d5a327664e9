"""The demonstration as anybody runs it: built and served by its own command, in its own process."""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

ROOT = Path(__file__).resolve().parent.parent
MANAGE = (sys.executable, "-W", "error", "example_site/manage.py")
SECONDS_TO_START = 90
# Of all its people, as the demonstration prints it.
PASSWORD = "demo"


@dataclass(frozen=True)
class Demo:
    """A built demonstration in ``folder``; ``url`` is empty where it is not being served."""

    folder: Path
    url: str = ""

    @property
    def database(self) -> Path:
        return self.folder / "demo.sqlite3"

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """What the database holds, read past all of our code."""
        address = f"file:{self.database}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=20)) as connection:
            return connection.execute(query, values).fetchall()

    def value(self, query: str, *values: Any) -> Any:
        """The only value that ``query`` finds."""
        [[found]] = self.rows(query, *values)
        return found

    def dump(self) -> Iterator[str]:
        """The whole database as SQL, a statement at a time."""
        address = f"file:{self.database}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=20)) as connection:
            yield from connection.iterdump()

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a management command of the example site to its end."""
        return subprocess.run(
            [*MANAGE, *arguments],
            cwd=ROOT,
            env=environment(self.folder),
            capture_output=True,
            text=True,
            encoding="utf-8",
        )

    def copied_to(self, folder: Path) -> "Demo":
        shutil.copytree(self.folder, folder)
        return Demo(folder)

    def get(self, path: str) -> tuple[int, bytes]:
        """Status and content of what an anonymous visitor is sent."""
        request = Request(f"{self.url}{path}", headers={"User-Agent": "tests"})  # noqa: S310
        try:
            with urlopen(request, timeout=60) as response:  # noqa: S310
                return response.status, response.read()
        except HTTPError as error:
            with error:
                return error.code, error.read()


def environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    return {**kept, "DISCLOSURE_DEMO_DIR": str(folder), "PYTHONIOENCODING": "utf-8"}


def build(folder: Path) -> tuple[Demo, subprocess.CompletedProcess[str]]:
    """Build a demonstration in ``folder``, and say how that went."""
    demo = Demo(folder)
    return demo, demo.manage("demo", "--no-serve")


@contextmanager
def served(demo: Demo) -> Iterator[Demo]:
    """``demo`` with an address, for as long as the block runs."""
    port = free_port()
    log = demo.folder.parent / f"{demo.folder.name}.log"
    with log.open("w", encoding="utf-8") as output:
        server = subprocess.Popen(
            [*MANAGE, "demo", "--port", str(port)],
            cwd=ROOT,
            env=environment(demo.folder),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            running = Demo(demo.folder, f"http://127.0.0.1:{port}")
            wait_until_it_answers(running, server, log)
            yield running
        finally:
            server.terminate()
            server.wait(timeout=30)
    said = log.read_text(encoding="utf-8")
    if "Traceback" in said:
        raise AssertionError(f"The server had errors:\n{said[-5000:]}")


def wait_until_it_answers(demo: Demo, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while server.poll() is None and time.monotonic() < deadline:
        try:
            status, _content = demo.get("/en/")
        except URLError:
            time.sleep(0.2)
            continue
        if status == HTTPStatus.OK:
            return
        break
    raise AssertionError(f"The demonstration did not start:\n{log.read_text(encoding='utf-8')}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
