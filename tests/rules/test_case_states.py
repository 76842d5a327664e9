from itertools import product

import pytest

from wagtail_disclosure.rules.case_states import (
    CLOSED_STATES,
    FIRST_STATE,
    OPEN_STATES,
    TRANSITIONS,
    ActionNotPossible,
    CaseAction,
    CaseState,
    can,
    next_state,
    possible_actions,
)

OPEN = {
    "submitted",
    "accepted",
    "in_progress",
    "awaiting_correction",
    "awaiting_payment",
    "answer_in_review",
}
CLOSED = {"answered", "abandoned", "withdrawn", "transferred", "joined"}
RUNNING = {"accepted", "in_progress", "answer_in_review"}
BEFORE_REVIEW = {"submitted", "accepted", "in_progress"}
# From where each action leads where; "" leaves the case where it is.
EXPECTED = {
    "accept": ({"submitted"}, "accepted"),
    "request_correction": ({"accepted", "in_progress"}, "awaiting_correction"),
    "record_correction": ({"awaiting_correction"}, "in_progress"),
    "consult": ({"in_progress"}, ""),
    "end_consultation": (OPEN, ""),
    "propose_extension": (RUNNING, ""),
    "extend": (RUNNING, ""),
    "charge": ({"in_progress"}, "awaiting_payment"),
    "record_payment": ({"awaiting_payment"}, "in_progress"),
    "propose_answer": ({"in_progress"}, "answer_in_review"),
    "return_answer": ({"answer_in_review"}, "in_progress"),
    "answer": ({"answer_in_review"}, "answered"),
    "split": ({"accepted", "in_progress"}, ""),
    "join": (BEFORE_REVIEW, "joined"),
    "transfer": (BEFORE_REVIEW, "transferred"),
    "abandon": ({"awaiting_correction", "awaiting_payment"}, "abandoned"),
    "withdraw": (OPEN, "withdrawn"),
    "reopen": (CLOSED, "in_progress"),
    "register_challenge": (OPEN | CLOSED, ""),
    "list_in_log": ({"answered"}, ""),
    "propose_disclosure": ({"answered"}, ""),
}
POSSIBLE = {
    **{(state, name): to or state for name, (states, to) in EXPECTED.items() for state in states},
    **{(state, "assign"): "in_progress" for state in ("accepted", "in_progress")},
    **{
        (state, "assign"): state
        for state in ("awaiting_correction", "awaiting_payment", "answer_in_review")
    },
}


@pytest.mark.parametrize(("state", "action"), list(product(CaseState, CaseAction)))
def test_each_action_is_possible_in_its_states_only(state, action):
    expected = POSSIBLE.get((state.value, action.value))
    assert can(action, state) == (expected is not None)
    if expected:
        assert next_state(action, state) == expected
    else:
        with pytest.raises(ActionNotPossible, match=f"“{action}” .* “{state}”"):
            next_state(action, state)


def test_stored_words_serve_as_actions_and_states():
    assert can("accept", "submitted")
    assert next_state("accept", "submitted") is CaseState.ACCEPTED


def test_a_case_walks_from_submission_to_answer():
    state = FIRST_STATE
    for action in ("accept", "assign", "propose_answer", "return_answer"):
        state = next_state(action, state)
    for action in ("assign", "propose_answer", "answer"):
        state = next_state(action, state)
    assert state in CLOSED_STATES


def test_no_step_leads_to_two_states():
    steps = [(t.action, state) for t in TRANSITIONS for state in t.from_states]
    assert len(steps) == len(set(steps))


def test_what_is_closed_is_only_opened_again_or_challenged_and_what_was_answered_published():
    assert frozenset(CaseState) == OPEN_STATES | CLOSED_STATES
    publishing = (CaseAction.LIST_IN_LOG, CaseAction.PROPOSE_DISCLOSURE)
    for state in CLOSED_STATES:
        possible = set(possible_actions(state))
        answered = set(publishing) if state == CaseState.ANSWERED else set()
        assert possible == {CaseAction.REOPEN, CaseAction.REGISTER_CHALLENGE, *answered}


@pytest.mark.parametrize("state", sorted(OPEN_STATES))
def test_from_every_open_state_a_case_can_be_ended(state):
    seen, waiting = set(), [state]
    while waiting:
        current = waiting.pop()
        seen.add(current)
        steps = (next_state(action, current) for action in possible_actions(current))
        waiting += [step for step in steps if step not in seen]
    assert seen >= CLOSED_STATES


@pytest.mark.parametrize(("action", "state"), [("fly", "submitted"), ("accept", "lost")])
def test_unknown_words_are_refused_by_name(action, state):
    with pytest.raises(ValueError, match="fly|lost"):
        can(action, state)
