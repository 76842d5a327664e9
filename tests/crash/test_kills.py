"""Processes killed in the middle of a case leave it whole or leave nothing (reliability 93).

`make crash-test` kills thousand on each database; here it is a dozen.
"""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from tests.cases.factories import create_officer, create_request, create_unit
from tests.crash import evidence
from tests.crash.lives import AFTER
from wagtail_disclosure.cases.models import InformationRequest
from wagtail_disclosure.core import groups
from wagtail_disclosure.core.models import NumberSeries, PublicBody

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
KILLS = int(os.environ.get("DISCLOSURE_KILLS", "12"))
SEED = int(os.environ.get("DISCLOSURE_KILL_SEED", "20261130"))
# Of so many kills, one comes at any moment instead of at a point.
AT_RANDOM = 4


@pytest.fixture
def agency(transactional_db: None) -> PublicBody:
    """Committed, with the people who handle requests: other processes are to see them."""
    call_command("disclosure_setup", verbosity=0)
    agency = PublicBody.objects.own()
    create_officer("office", agency.office, group=groups.OFFICE)
    create_officer("officer", create_unit("supply"))
    return agency


class Server:
    """The process that gives life to those that are killed."""

    def __init__(self, private: str) -> None:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.crash.settings",
            "DISCLOSURE_DATABASE_BESIDE": str(connection.settings_dict["NAME"]),
            "DISCLOSURE_PRIVATE_BESIDE": private,
        }
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        command = [sys.executable, "-m", "tests.crash.lives"]
        self.process: Any = subprocess.Popen(command, env=environment, **pipes)

    def live(self, crash_at: str = "") -> list[dict[str, Any]]:
        """What a process acknowledged until it died at ``crash_at``, or until the end."""
        self.process.stdin.write(f"{crash_at}\n")
        self.process.stdin.flush()
        told = [json.loads(self.process.stdout.readline())]
        while "ended" not in told[-1]:
            told.append(json.loads(self.process.stdout.readline()))
        return told

    def stop(self) -> None:
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()


@pytest.fixture
def server(agency: PublicBody, settings: Any) -> Iterator[Server]:
    server = Server(settings.STORAGES["disclosure_private"]["OPTIONS"]["location"].as_posix())
    yield server
    server.stop()


def test_a_killed_process_leaves_whole_cases_or_none(server: Server) -> None:
    server.live()
    started = time.monotonic()
    *acknowledged, passed, ended = server.live()
    longest = time.monotonic() - started
    assert ended == {"ended": 0}
    problems, seen, died = [], 0, []
    for crash_at in plan(passed["points"], longest):
        *told, ended = server.live(crash_at)
        wait_for_the_dead()
        died.append(ended["ended"] == "killed")
        if not crash_at.startswith(AFTER):
            assert ended == {"ended": "killed"}, crash_at
        acknowledged += [each for each in told if "number" in each]
        for case in InformationRequest.objects.filter(pk__gt=seen).order_by("pk"):
            seen = case.pk
            problems += [f"{crash_at}: {problem}" for problem in evidence.problems_of(case)]
    problems += [lost for told in acknowledged for lost in evidence.problems_of_receipt(told)]
    assert problems + evidence.problems_of_all() == []
    assert sum(died) >= KILLS * 0.8
    sys.stdout.write(f"{sum(died)} kills, {len(acknowledged)} acknowledged steps\n")


def plan(points: list[str], longest: float) -> list[str]:
    """Where so many processes die: at every point in turn, and some at any moment."""
    dice = random.Random(SEED)  # noqa: S311
    waiting: list[str] = []
    planned = []
    for kill in range(KILLS):
        if kill % AT_RANDOM == AT_RANDOM - 1:
            planned.append(f"{AFTER}{dice.uniform(0, longest):.4f}")
            continue
        if not waiting:
            waiting = dice.sample(points, len(points))
        planned.append(waiting.pop())
    return planned


def wait_for_the_dead() -> None:
    """PostgreSQL notices by itself that a process is gone, and undoes what it began."""
    if connection.vendor != "postgresql":
        return
    others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    with connection.cursor() as cursor:
        for _attempt in range(400):
            cursor.execute(f"{others} AND pid <> pg_backend_pid()")
            if cursor.fetchone() == (0,):
                return
            time.sleep(0.005)
    pytest.fail("A killed process still has a connection.")


@pytest.mark.raw_writes
@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM wagtail_disclosure_cases_caseevent",
        "DELETE FROM wagtail_disclosure_cases_historicalinformationrequest",
        "DELETE FROM wagtail_disclosure_cases_applicantidentity",
        "UPDATE wagtail_disclosure_cases_case SET version = 2",
        "UPDATE wagtail_disclosure_cases_case SET due_on = '2026-12-22'",
        "UPDATE wagtail_disclosure_cases_case SET state = 'accepted'",
    ],
)
def test_what_is_there_in_part_only_is_noticed(agency: PublicBody, damage: str) -> None:
    case = create_request()
    assert [problem for problem in evidence.problems_of(case) if "files" not in problem] == []
    with connection.cursor() as cursor:
        cursor.execute(damage)
    case = InformationRequest.objects.get()
    assert [problem for problem in evidence.problems_of(case) if "files" not in problem] != []


def test_lost_receipts_and_gaps_in_the_numbers_are_noticed(agency: PublicBody) -> None:
    receipt = {"number": create_request().number, "step": "submit", "version": 1}
    assert evidence.problems_of_all() + evidence.problems_of_receipt(receipt) == []
    assert evidence.problems_of_receipt({**receipt, "secret": "wrong"})
    assert evidence.problems_of_receipt({**receipt, "number": "R2026-000007-X"})
    assert evidence.problems_of_receipt({**receipt, "version": 2})
    NumberSeries.objects.update(last=2)
    assert evidence.problems_of_all()
