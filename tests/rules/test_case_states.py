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

POSSIBLE = {
    ("submitted", "accept"): "accepted",
    ("accepted", "assign"): "in_progress",
    ("in_progress", "assign"): "in_progress",
    ("answer_in_review", "assign"): "answer_in_review",
    ("in_progress", "propose_answer"): "answer_in_review",
    ("answer_in_review", "return_answer"): "in_progress",
    ("answer_in_review", "answer"): "answered",
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


def test_open_cases_can_go_on_and_closed_ones_can_not():
    assert frozenset(CaseState) == OPEN_STATES | CLOSED_STATES
    for state in CaseState:
        assert bool(possible_actions(state)) == (state in OPEN_STATES)


@pytest.mark.parametrize(("action", "state"), [("fly", "submitted"), ("accept", "lost")])
def test_unknown_words_are_refused_by_name(action, state):
    with pytest.raises(ValueError, match="fly|lost"):
        can(action, state)
