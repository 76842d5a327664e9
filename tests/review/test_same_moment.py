"""Several people decide the same step at the same moment: one wins, the others are told."""

import threading

import pytest
from django.db import connections
from django.utils import translation

from tests.factories import create_user
from tests.review.walking import current, submit
from wagtail_disclosure.core.days import today
from wagtail_disclosure.review import actions
from wagtail_disclosure.review.exceptions import DecisionRefused
from wagtail_disclosure.review.models import Delegation, ReviewTaskState
from wagtail_disclosure.review.roles import Role


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_one_decision_of_several_counts(draft, profile, people) -> None:
    deputy = create_user("deputy")
    Delegation.objects.create(
        principal=people.head, deputy=deputy, first_day=today(), last_day=today()
    )
    submit(draft, people.drafter)
    state = current(draft)
    seen = state.fingerprint
    outcomes: list[str] = []

    def decide(decision) -> None:
        try:
            # A thread starts in the site's language.
            with translation.override("en"):
                decision()
            outcomes.append("decided")
        except DecisionRefused as refusal:
            outcomes.append(str(refusal))
        finally:
            connections.close_all()

    decisions = [
        lambda: actions.confirm(state, by=people.head, fingerprint=seen),
        lambda: actions.confirm(state, by=deputy, fingerprint=seen),
        lambda: actions.send_back(state, by=people.head, remark="No"),
        lambda: actions.refer(state, by=deputy, question="Why?", fingerprint=seen),
    ]
    threads = [threading.Thread(target=decide, args=[decision]) for decision in decisions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert outcomes.count("decided") == 1, outcomes
    assert all("closed" in outcome for outcome in outcomes if outcome != "decided")
    decided = ReviewTaskState.objects.filter(decided_by_id__isnull=False)
    assert [row.role for row in decided] == [Role.UNIT_HEAD]
