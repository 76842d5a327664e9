"""Two processes of a site, each with copies of its own: one writes, and both are read."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from django.db import connection
from django.utils import translation

from tests.catalog.agency import LAW, create_body, create_catalog, create_unit, translate_home
from tests.catalog.factories import create_category, create_entry, create_user, disclose
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.law_presets import load_preset

REPOSITORY = Path(__file__).resolve().parent.parent.parent
ENTRY, CATEGORY = "/zh-hans/catalog/01/report/", "/zh-hans/catalog/01/"
# What is public of the entry after each step, None while it is withdrawn.
STATES = ("v-0-", "v-1-", None, "v-3-", "v-4-", None, "v-6-")


@dataclass
class Worker:
    """A process with a site at ``port``, see :mod:`tests.catalog.worker`."""

    process: subprocess.Popen[str]
    port: int = 0

    def wait(self) -> None:
        self.port = int(self.said())

    def said(self) -> str:
        answer: IO[str] = self.process.stdout
        line = answer.readline()
        assert line, "The worker has ended."
        return line.strip()

    def do(self, task: str, value: str) -> None:
        """Returns when the worker has committed it."""
        self.process.stdin.write(f"{task} {value}\n")
        self.process.stdin.flush()
        assert self.said() == task

    def get(self, address: str) -> tuple[str, int]:
        """What a visitor is sent, empty where nothing is found, and how many queries it took."""
        url = f"http://127.0.0.1:{self.port}{address}"
        try:
            with urlopen(url, timeout=20) as response:  # noqa: S310
                return response.read().decode(), int(response.headers["X-Queries"])
        except HTTPError as error:
            with error:
                assert error.code == 404
                return "", int(error.headers["X-Queries"])


@dataclass
class Reader(threading.Thread):
    """Reads one worker all the time, and remembers what it saw and when it asked for it."""

    worker: Worker
    begun: list[int]
    committed: list[int]
    seen: list[tuple[int, int, str, int]] = field(default_factory=list)
    failed: list[Exception] = field(default_factory=list)
    is_over: bool = False

    def __post_init__(self) -> None:
        super().__init__(daemon=True)

    __hash__ = threading.Thread.__hash__

    def run(self) -> None:
        try:
            while not self.is_over:
                oldest = self.committed[-1]
                text, queries = self.worker.get(ENTRY)
                self.seen.append((oldest, self.begun[-1], text, queries))
                time.sleep(0.01)
        except Exception as error:
            self.failed.append(error)

    def stale(self) -> list[tuple[int, int, str]]:
        """What shows none of the states that there were since it was asked for."""
        return [
            (oldest, newest, text)
            for oldest, newest, text, _queries in self.seen
            if not any(shows(text, state) for state in STATES[oldest : newest + 1])
        ]


def shows(text: str, state: str | None) -> bool:
    return text == "" if state is None else state in text


@pytest.fixture
def workers(transactional_db: None) -> Iterator[list[Worker]]:
    with translation.override("zh-hans"):
        build()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings.beside",
        "DISCLOSURE_DATABASE_BESIDE": str(connection.settings_dict["NAME"]),
        "PYTHONPATH": str(REPOSITORY),
    }
    command = [sys.executable, "-m", "tests.catalog.worker"]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with ExitStack() as stack:
        started = []
        for _number in range(2):
            process = subprocess.Popen(command, cwd=REPOSITORY, env=environment, **pipes)
            stack.enter_context(process)
            stack.callback(process.kill)
            started.append(Worker(process))
        for worker in started:
            worker.wait()
        yield started


def build() -> None:
    load_preset(LAW, by=Actor.software("tests"))
    translate_home()
    unit = create_unit(create_body())
    catalog = create_catalog()
    category = create_category(catalog, "01", "供水")
    entry = create_entry(category, unit, STATES[0], slug="report")
    disclose(catalog, category, entry)
    create_user("officer", is_superuser=True)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_nobody_sees_anything_older_than_the_last_commit(workers: list[Worker]) -> None:
    begun, committed = [0], [0]
    readers = [Reader(worker, begun, committed) for worker in workers]
    for reader in readers:
        reader.start()
    for number, state in enumerate(STATES):
        if number:
            begun.append(number)
            task = ("withdraw", "mistake") if state is None else ("publish", state)
            workers[0].do(*task)
            committed.append(number)
        for worker in workers:
            assert shows(worker.get(ENTRY)[0], state), (number, worker)
            assert ("v-" in worker.get(CATEGORY)[0]) is (state is not None), (number, worker)
            if state is not None:
                # A copy, or this would prove nothing.
                text, queries = worker.get(ENTRY)
                assert (shows(text, state), queries) == (True, 1)
        time.sleep(0.1)
    for reader in readers:
        reader.is_over = True
        reader.join()
    assert [reader.failed for reader in readers] == [[], []]
    assert [reader.stale() for reader in readers] == [[], []]
    assert all(len(reader.seen) > len(STATES) for reader in readers)
    assert all(any(queries == 1 for *_rest, queries in reader.seen) for reader in readers)
