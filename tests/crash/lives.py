"""A server's processes, each of which lives through one case unless it is killed.

``python -m tests.crash.lives`` reads from its input where each is to die: the name of a point, or
``@0.02`` for that many seconds after its start; an empty line lets it live. It writes what the
process acknowledged, as a visitor or an officer would have seen it, and how it ended.
"""

import json
import os
import signal
import sys
import time
from dataclasses import dataclass, field
from typing import Any

import django

if __name__ == "__main__":
    django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.core.files.base import ContentFile  # noqa: E402
from django.db import connections  # noqa: E402

from tests.cases.factories import ANSWERS, SUBMITTED_AT, Casework  # noqa: E402
from tests.crash.points import Points  # noqa: E402
from wagtail_disclosure.cases.intake.secrets import new_token  # noqa: E402
from wagtail_disclosure.cases.intake.submitting import Receipt, submit  # noqa: E402
from wagtail_disclosure.cases.models import DisclosureForm  # noqa: E402

# Submitted first, then each by whoever does it.
STEPS = (
    "accept",
    "assign",
    "consult",
    "end_consultation",
    "propose_extension",
    "approve_extension",
    "draft",
    "propose",
    "clear",
    "answer",
    "reopen",
    "withdraw",
)
AFTER = "@"


@dataclass
class Photograph:
    """A file that comes with a request, of several pieces."""

    name: str = "river.jpg"
    content_type: str = "image/jpeg"
    content: Any = field(default_factory=lambda: ContentFile(b"The river. " * 20_000))

    @property
    def size(self) -> int:
        return self.content.size


def main() -> None:
    connections.close_all()
    for line in sys.stdin:
        _give_life(line.strip())


def _give_life(crash_at: str) -> None:
    child = os.fork()
    if child == 0:
        _live(crash_at)
    if crash_at.startswith(AFTER):
        time.sleep(float(crash_at.removeprefix(AFTER)))
        os.kill(child, signal.SIGKILL)
    _pid, status = os.waitpid(child, 0)
    _say({"ended": "killed" if os.WIFSIGNALED(status) else os.waitstatus_to_exitcode(status)})


def _live(crash_at: str) -> None:
    """Never returns; what it raises is on the standard error."""
    status = 1
    try:
        points = Points(crash_at)
        with points.armed():
            _handle_one_case(points)
        _say({"points": points.passed})
        status = 0
    finally:
        sys.stderr.flush()
        os._exit(status)


def _handle_one_case(points: Points) -> None:
    people = get_user_model().objects.in_bulk(["office", "officer"], field_name="username")
    points.begin("submit")
    receipt = _submit()
    _acknowledge(receipt.case, "submit", secret=receipt.secret)
    casework = Casework(receipt.case, **people)
    for step in STEPS:
        points.begin(step)
        getattr(casework, step)()
        _acknowledge(casework.case, step)


def _submit() -> Receipt:
    return submit(
        definition=DisclosureForm.objects.order_by("pk").first().definition,
        answers=ANSWERS,
        token=new_token(),
        at=SUBMITTED_AT,
        files={"attachments": [Photograph()]},
    )


def _acknowledge(case: Any, step: str, **values: Any) -> None:
    _say({"number": case.number, "step": step, "version": case.version, **values})


def _say(told: dict[str, Any]) -> None:
    # At once and in one piece: nothing stays in a buffer of a process that is killed.
    os.write(1, json.dumps(told).encode() + b"\n")


if __name__ == "__main__":
    main()
