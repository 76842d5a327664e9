"""Each route, on each kind of content, against each surface."""

import os

import pytest
from django.db import connection, transaction

from tests.leaks import trials
from tests.leaks.kinds import ALL_KINDS
from tests.leaks.readers import clients
from tests.leaks.routes import ROUTES
from tests.leaks.routes.catalog import HIDDEN, LISTED
from tests.leaks.sweep import Finding
from tests.leaks.trials import Trial

# One worker tries everything once.
pytestmark = pytest.mark.django_db

# For a sabotage those routes only that it should open.
CHOSEN = set(filter(None, os.environ.get("DISCLOSURE_LEAK_ROUTES", "").split(",")))
# Kinds go the same ways; what differs between databases shows on one of them.
KINDS = len(ALL_KINDS) if connection.vendor == "sqlite" else 1
TRIALS = trials.all_trials(
    [route for route in ROUTES if not CHOSEN or route.name in CHOSEN], kinds=KINDS
)


@pytest.fixture(scope="module")
def rest(built, django_db_blocker) -> list[Finding]:
    """All trials have run; what was found that has to do with none of them."""
    with django_db_blocker.unblock(), transaction.atomic():
        return trials.run(built, clients(built), TRIALS)


def known(found: Finding, trial: Trial) -> bool:
    """Whether it is among what stays to be seen without triggers, as the reference says."""
    return found.surface in trial.route.exposes


@pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: trial.name)
def test_nothing_leaks_and_what_was_cleared_stays(rest: list[Finding], trial: Trial) -> None:
    expected = trial.route.outcome(trial.state, triggers=False)
    is_hidden = expected in (LISTED, HIDDEN)
    leaks = [str(found) for found in trial.findings if found.is_leak and not known(found, trial)]
    lacks = [str(found) for found in trial.findings if not found.is_leak and not is_hidden]

    assert leaks == []
    assert lacks == []
    assert trial.outcome == expected.replace(LISTED, HIDDEN)


def test_surfaces_show_nothing_else(rest: list[Finding]) -> None:
    assert [str(found) for found in rest] == []
