"""The machine, for as many steps as asked for: `make leak-test STEPS=5000 SEED=1`."""

import os

import pytest
from django.db import connection
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.leaks.looking import Tally
from tests.leaks.machine import LeakMachine
from tests.leaks.world import World
from wagtail_disclosure.review.triggers import installation

pytestmark = pytest.mark.django_db

STEPS = int(os.environ.get("DISCLOSURE_LEAK_STEPS", 400 if connection.vendor == "sqlite" else 100))
SEED = int(os.environ.get("DISCLOSURE_LEAK_SEED", 20261124))
STEPS_IN_A_RUN = 50
# Every turn is taken once before any is taken again.
ENOUGH_FOR_ALL_TURNS = 50
TURNS = {
    "begin",
    "write",
    "edit",
    "review",
    "revoke_a_role",
    "schedule",
    "schedule_uncleared",
    "publish_until",
    "jump",
    "withdraw",
    "restrict",
    "close_and_open_again",
    "delete",
    "attack",
}


def test_nothing_leaks_whatever_the_order(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    installation.install()
    monkeypatch.setattr(LeakMachine, "world", world, raising=False)
    how = settings(
        max_examples=1,
        stateful_step_count=STEPS_IN_A_RUN,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    Tally.start()
    number = SEED
    while Tally.steps() < STEPS:
        monkeypatch.setattr(LeakMachine, "seed", number, raising=False)
        run_state_machine_as_test(LeakMachine, settings=how)
        number += 1
    with capsys.disabled():
        print(f"\n{Tally.report(SEED)}")  # noqa: T201
    # Nothing leaks from what never happened.
    if STEPS >= ENOUGH_FOR_ALL_TURNS:
        assert set(Tally.rules) == TURNS
