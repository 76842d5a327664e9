"""Intake and casework at the size of a large agency, on PostgreSQL.

Run ``make bench-cases``. A million cases, ten thousand and none are databases of their own; one
process asks them in turns. The figures go to ``results/cases.json``; nothing passes or fails here.
"""

import os
import sys
import time
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
django.setup()

from django.core.management import call_command  # noqa: E402

from benchmarks import caseload, contesting, databases, figures, inbox, writing  # noqa: E402
from benchmarks.databases import connected_to  # noqa: E402
from benchmarks.figures import Figure  # noqa: E402
from benchmarks.visits import Visitor  # noqa: E402
from tests.cases.factories import create_officer, create_unit  # noqa: E402
from wagtail_disclosure.core import groups  # noqa: E402
from wagtail_disclosure.core.models import PublicBody  # noqa: E402

RESULTS = Path(__file__).parent / "results" / "cases.json"
FEW = 10_000
ALL = [inbox.EMPTY, inbox.SMALL, inbox.LARGE, writing.WRITTEN]

_started = time.perf_counter()


def main(size: int) -> None:
    measured: list[Figure] = []
    try:
        visitors = build_template()
        for name, number in ((inbox.SMALL, min(size, FEW)), (inbox.LARGE, size)):
            with connected_to(name):
                caseload.fill(number)
            say(f"{number} cases")
        measured += inbox.measure_overdue()
        measured += inbox.measure_pages(visitors)
        say("the inbox")
        measured += writing.measure_due_dates()
        measured += writing.measure_actions()
        measured += writing.measure_submissions()
        say("due dates, actions, submissions")
        measured += contesting.measure(decisions=size // 100, numbers=size // 10)
        say("contested decisions and numbers")
    finally:
        figures.write(measured, RESULTS)
        sys.stdout.write(f"\n{size} cases\n{figures.table(measured)}\n")
        databases.drop_all(ALL)


def build_template() -> dict[str, Visitor]:
    """An agency without cases, its people, and who of them visits; all others are copies."""
    databases.create_template()
    call_command("migrate", verbosity=0)
    call_command("disclosure_setup", verbosity=0)
    agency = PublicBody.objects.own()
    officers: list[Any] = [
        create_officer(f"officer{number}", create_unit(f"case-unit-{number}"))
        for number in range(caseload.UNITS)
    ]
    create_officer("officer", create_unit("supply"))
    office = create_officer("office", agency.office, group=groups.OFFICE)
    visitors = {"office": Visitor(office), "officer": Visitor(officers[3])}
    for name in ALL:
        databases.copy("", name)
    say("the template")
    return visitors


def say(done: str) -> None:
    sys.stdout.write(f"{time.perf_counter() - _started:7.0f} s  {done}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]))
