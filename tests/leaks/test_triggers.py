"""What writes past the guard's receivers is refused where the database has its triggers."""

import pytest
from django.db import transaction

from tests.leaks import trials
from tests.leaks.readers import clients
from tests.leaks.routes import ROUTES
from tests.leaks.routes.catalog import REFUSED
from tests.leaks.sweep import Finding
from tests.leaks.trials import Trial
from wagtail_disclosure.review.triggers import installation

pytestmark = pytest.mark.django_db

TRIALS = trials.all_trials([route for route in ROUTES if route.triggers])


@pytest.fixture(scope="module")
def rest(built, django_db_blocker) -> list[Finding]:
    """All trials have run; what was found that has to do with none of them."""
    with django_db_blocker.unblock(), transaction.atomic():
        installation.install()
        return trials.run(built, clients(built), TRIALS)


@pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: trial.name)
def test_a_write_past_the_guard_is_refused(rest: list[Finding], trial: Trial) -> None:
    assert [str(found) for found in trial.findings] == []
    assert trial.outcome == trial.route.triggers == REFUSED


def test_surfaces_show_nothing_else(rest: list[Finding]) -> None:
    assert [str(found) for found in rest] == []
