"""The states of a case and what leads from one to the next."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class CaseState(StrEnum):
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in_progress"
    ANSWER_IN_REVIEW = "answer_in_review"
    ANSWERED = "answered"


class CaseAction(StrEnum):
    ACCEPT = "accept"
    ASSIGN = "assign"
    PROPOSE_ANSWER = "propose_answer"
    RETURN_ANSWER = "return_answer"
    ANSWER = "answer"


@dataclass(frozen=True)
class Transition:
    """``action`` takes a case from any of ``from_states`` to ``to_state``."""

    action: CaseAction
    from_states: frozenset[CaseState]
    to_state: CaseState


def _transition(action: CaseAction, *from_states: CaseState, to: CaseState) -> Transition:
    return Transition(action, frozenset(from_states), to)


# OGI Art. 45: register, examine, handle, answer, file.
TRANSITIONS: tuple[Transition, ...] = (
    # OGI Art. 31: submitted isn't received; the clock starts when the agency confirms receipt.
    _transition(CaseAction.ACCEPT, CaseState.SUBMITTED, to=CaseState.ACCEPTED),
    _transition(
        CaseAction.ASSIGN,
        CaseState.ACCEPTED,
        CaseState.IN_PROGRESS,
        to=CaseState.IN_PROGRESS,
    ),
    # Somebody else can take a case over while its answer is being reviewed.
    _transition(CaseAction.ASSIGN, CaseState.ANSWER_IN_REVIEW, to=CaseState.ANSWER_IN_REVIEW),
    # OGI Art. 17: what is to be disclosed is reviewed first.
    _transition(CaseAction.PROPOSE_ANSWER, CaseState.IN_PROGRESS, to=CaseState.ANSWER_IN_REVIEW),
    _transition(CaseAction.RETURN_ANSWER, CaseState.ANSWER_IN_REVIEW, to=CaseState.IN_PROGRESS),
    _transition(CaseAction.ANSWER, CaseState.ANSWER_IN_REVIEW, to=CaseState.ANSWERED),
)

FIRST_STATE = CaseState.SUBMITTED
CLOSED_STATES = frozenset({CaseState.ANSWERED})
OPEN_STATES = frozenset(CaseState) - CLOSED_STATES

_TO_STATES: Mapping[tuple[CaseAction, CaseState], CaseState] = {
    (transition.action, state): transition.to_state
    for transition in TRANSITIONS
    for state in transition.from_states
}


class ActionNotPossible(ValueError):
    """An action was asked for in a state that doesn't allow it."""

    def __init__(self, action: CaseAction, state: CaseState) -> None:
        self.action = action
        self.state = state
        super().__init__(f"“{action}” isn't possible for a case that is “{state}”.")


def can(action: CaseAction | str, state: CaseState | str) -> bool:
    """Whether ``action`` is possible in ``state``; ValueError for a word that is neither."""
    return (CaseAction(action), CaseState(state)) in _TO_STATES


def next_state(action: CaseAction | str, state: CaseState | str) -> CaseState:
    """Where ``action`` leads from ``state``; ActionNotPossible where it doesn't."""
    step = CaseAction(action), CaseState(state)
    if step not in _TO_STATES:
        raise ActionNotPossible(*step)
    return _TO_STATES[step]


def possible_actions(state: CaseState | str) -> tuple[CaseAction, ...]:
    """What can be done with a case in ``state``, in the order of the work."""
    return tuple(action for action in CaseAction if can(action, state))
