"""The states of a case and what leads from one to the next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class CaseState(StrEnum):
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in_progress"
    AWAITING_CORRECTION = "awaiting_correction"
    AWAITING_PAYMENT = "awaiting_payment"
    ANSWER_IN_REVIEW = "answer_in_review"
    ANSWERED = "answered"
    ABANDONED = "abandoned"
    WITHDRAWN = "withdrawn"
    TRANSFERRED = "transferred"
    JOINED = "joined"


class CaseAction(StrEnum):
    ACCEPT = "accept"
    ASSIGN = "assign"
    REQUEST_CORRECTION = "request_correction"
    RECORD_CORRECTION = "record_correction"
    CONSULT = "consult"
    END_CONSULTATION = "end_consultation"
    PROPOSE_EXTENSION = "propose_extension"
    EXTEND = "extend"
    CHARGE = "charge"
    RECORD_PAYMENT = "record_payment"
    PROPOSE_ANSWER = "propose_answer"
    RETURN_ANSWER = "return_answer"
    ANSWER = "answer"
    SPLIT = "split"
    TRANSFER = "transfer"
    JOIN = "join"
    ABANDON = "abandon"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"
    REGISTER_CHALLENGE = "register_challenge"
    LIST_IN_LOG = "list_in_log"
    PROPOSE_DISCLOSURE = "propose_disclosure"


@dataclass(frozen=True)
class Transition:
    """``action`` takes a case from any of ``from_states`` to ``to_state``."""

    action: CaseAction
    from_states: frozenset[CaseState]
    to_state: CaseState


def _transition(action: CaseAction, *from_states: CaseState, to: CaseState) -> Transition:
    return Transition(action, frozenset(from_states), to)


CLOSED_STATES = frozenset(
    {
        CaseState.ANSWERED,
        CaseState.ABANDONED,
        CaseState.WITHDRAWN,
        CaseState.TRANSFERRED,
        CaseState.JOINED,
    }
)
OPEN_STATES = frozenset(CaseState) - CLOSED_STATES
FIRST_STATE = CaseState.SUBMITTED
# Where the agency itself has to do something next.
WORKED_ON = frozenset({CaseState.ACCEPTED, CaseState.IN_PROGRESS})
# Where the clock runs; what waits for the applicant has no due date to extend.
EXTENDABLE = WORKED_ON | {CaseState.ANSWER_IN_REVIEW}
BEFORE_REVIEW = WORKED_ON | {CaseState.SUBMITTED}


def _stays(action: CaseAction, states: Iterable[CaseState]) -> tuple[Transition, ...]:
    """``action`` leaves a case in whichever of ``states`` it is."""
    return tuple(_transition(action, state, to=state) for state in sorted(states))


# OGI Art. 45: register, examine, handle, answer, file.
TRANSITIONS: tuple[Transition, ...] = (
    # OGI Art. 31: submitted isn't received; the clock starts when the agency confirms receipt.
    _transition(CaseAction.ACCEPT, CaseState.SUBMITTED, to=CaseState.ACCEPTED),
    _transition(CaseAction.ASSIGN, *WORKED_ON, to=CaseState.IN_PROGRESS),
    # Somebody else can take a case over while it waits for others.
    *_stays(CaseAction.ASSIGN, OPEN_STATES - BEFORE_REVIEW),
    # OGI Art. 30: what is unclear is corrected by the applicant, who is told so once.
    _transition(CaseAction.REQUEST_CORRECTION, *WORKED_ON, to=CaseState.AWAITING_CORRECTION),
    _transition(
        CaseAction.RECORD_CORRECTION, CaseState.AWAITING_CORRECTION, to=CaseState.IN_PROGRESS
    ),
    # OGI Arts. 32, 34: others are asked beside the work that goes on.
    *_stays(CaseAction.CONSULT, {CaseState.IN_PROGRESS}),
    *_stays(CaseAction.END_CONSULTATION, OPEN_STATES),
    # OGI Art. 33: the time limit is extended once, by somebody who may.
    *_stays(CaseAction.PROPOSE_EXTENSION, EXTENDABLE),
    *_stays(CaseAction.EXTEND, EXTENDABLE),
    # OGI Art. 42: handling is free but for excessive requests.
    _transition(CaseAction.CHARGE, CaseState.IN_PROGRESS, to=CaseState.AWAITING_PAYMENT),
    _transition(CaseAction.RECORD_PAYMENT, CaseState.AWAITING_PAYMENT, to=CaseState.IN_PROGRESS),
    # OGI Art. 17: what is to be disclosed is reviewed first.
    _transition(CaseAction.PROPOSE_ANSWER, CaseState.IN_PROGRESS, to=CaseState.ANSWER_IN_REVIEW),
    _transition(CaseAction.RETURN_ANSWER, CaseState.ANSWER_IN_REVIEW, to=CaseState.IN_PROGRESS),
    _transition(CaseAction.ANSWER, CaseState.ANSWER_IN_REVIEW, to=CaseState.ANSWERED),
    # One matter a case; the same matter in one case.
    *_stays(CaseAction.SPLIT, WORKED_ON),
    _transition(CaseAction.JOIN, *BEFORE_REVIEW, to=CaseState.JOINED),
    # OGI Art. 36(5): another agency is responsible.
    _transition(CaseAction.TRANSFER, *BEFORE_REVIEW, to=CaseState.TRANSFERRED),
    # OGI Arts. 30, 42: no correction, or no payment, in time.
    _transition(
        CaseAction.ABANDON,
        CaseState.AWAITING_CORRECTION,
        CaseState.AWAITING_PAYMENT,
        to=CaseState.ABANDONED,
    ),
    _transition(CaseAction.WITHDRAW, *OPEN_STATES, to=CaseState.WITHDRAWN),
    _transition(CaseAction.REOPEN, *CLOSED_STATES, to=CaseState.IN_PROGRESS),
    # OGI Arts. 47, 51: complaint, reconsideration and litigation, also against no answer in time.
    *_stays(CaseAction.REGISTER_CHALLENGE, frozenset(CaseState)),
    # OGI Art. 44: what was released to one person may be open to everybody.
    *_stays(CaseAction.LIST_IN_LOG, {CaseState.ANSWERED}),
    *_stays(CaseAction.PROPOSE_DISCLOSURE, {CaseState.ANSWERED}),
)

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
