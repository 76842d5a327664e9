"""Points at which a process can kill itself: before and after each write, file and commit.

They are named by what is done there, such as ``accept.after_insert_caseevent``, so they follow the
code: a life that ends by itself tells which points it passed. Nothing of this is in the package.
"""

import os
import re
import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.files.storage import FileSystemStorage
from django.db import connection

WRITE = re.compile(r'\s*(INSERT INTO|UPDATE|DELETE FROM)\s+"(?:wagtail_disclosure_)?(\w+)"')


class Points:
    """What was passed so far; the process dies at ``crash_at``."""

    def __init__(self, crash_at: str):
        self.crash_at = crash_at
        self.passed: list[str] = []
        self.step = ""
        self._times: Counter[str] = Counter()

    def begin(self, step: str) -> None:
        self.step = step
        self._times.clear()

    def reach(self, place: str) -> None:
        """Die here if that was asked for, as a machine does that loses its power."""
        self._times[place] += 1
        time = self._times[place]
        name = f"{self.step}.{place}" + (f"_{time}" if time > 1 else "")
        self.passed.append(name)
        if name == self.crash_at:
            os.kill(os.getpid(), signal.SIGKILL)

    @contextmanager
    def armed(self) -> Iterator[None]:
        """Everything within passes points, until the process ends: nothing is put back."""
        commit, save = connection.commit, FileSystemStorage._save

        def dying_commit() -> None:
            self.reach("before_commit")
            commit()
            self.reach("after_commit")

        def dying_save(storage: Any, name: str, content: Any) -> str:
            self.reach("before_file")
            content.chunks = self._halves(content.chunks)
            saved = save(storage, name, content)
            self.reach("after_file")
            return saved

        connection.commit = dying_commit
        FileSystemStorage._save = dying_save
        with connection.execute_wrapper(self._execute):
            yield

    def _halves(self, chunks: Any) -> Any:
        def dying_chunks(*args: Any) -> Iterator[bytes]:
            for chunk in chunks(*args):
                yield chunk[: len(chunk) // 2]
                self.reach("amid_file")
                yield chunk[len(chunk) // 2 :]

        return dying_chunks

    def _execute(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not (write := WRITE.match(sql)):
            return execute(sql, params, many, context)
        what = f"{write[1].split()[0].lower()}_{write[2]}"
        self.reach(f"before_{what}")
        result = execute(sql, params, many, context)
        self.reach(f"after_{what}")
        return result
