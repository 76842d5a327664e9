"""Every action works exactly in the states that the table names, and leaves a record."""

import pytest
from django.db import transaction

from tests.cases.factories import MUCH_LATER, WAYS, create_officer
from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.exceptions import CaseMovedOn, NotAllowed
from wagtail_disclosure.cases.models import Answer, Case
from wagtail_disclosure.core import groups
from wagtail_disclosure.rules.case_states import TRANSITIONS, CaseState

# What must be there besides the state for an action to be possible.
RUNNING = ("accepted", "in_progress", "answer_in_review")
PREPARED = {
    "end_consultation": lambda work: work.case.state == "in_progress" and work.consult(),
    "approve_extension": lambda work: work.case.state in RUNNING and work.propose_extension(),
    "answer": lambda work: work.case.answers.filter(state="in_review").exists() and work.clear(),
}
NAMES = {
    "accept": "accept",
    "assign": "assign",
    "request_correction": "request_correction",
    "record_correction": "record_correction",
    "consult": "consult",
    "propose_extension": "propose_extension",
    "approve_extension": "extend",
    "charge": "charge",
    "record_payment": "record_payment",
    "propose": "propose_answer",
    "return_answer": "return_answer",
    "answer": "answer",
    "split": "split",
    "transfer": "transfer",
    "join_another": "join",
    "abandon": "abandon",
    "withdraw": "withdraw",
    "reopen": "reopen",
    "register_challenge": "register_challenge",
}
TO = {
    (transition.action.value, state.value): transition.to_state.value
    for transition in TRANSITIONS
    for state in transition.from_states
}


def take(work, name: str) -> None:
    if name == "return_answer":
        actions.return_answer(work.case, by=work.office, reason="r", on=work.case.received_on)
        work.case.refresh_from_db()
    else:
        # On a day late enough for what must be over, and for what must come after it.
        late = name in ("abandon", "reopen", "register_challenge")
        getattr(work, name)(**({"on": MUCH_LATER} if late else {}))


@pytest.mark.parametrize("state", list(CaseState))
def test_every_state_is_reached(casework, state):
    assert casework.reach(state).case.state == state
    assert Case.objects.get(pk=casework.case.pk).is_open == (casework.case.closed_on is None)


@pytest.mark.parametrize("state", WAYS)
def test_every_action_works_exactly_where_the_table_of_states_says(casework, agency, state):
    casework.reach(state)
    # Of the office, who may do everything in every state.
    casework.officer = create_officer("second", agency.office, group=groups.OFFICE)
    for name in NAMES:
        with transaction.atomic():
            try_action(casework, name, state)
            transaction.set_rollback(True)
        casework.case.refresh_from_db()


def try_action(work, name: str, state: str) -> None:
    if name in PREPARED:
        PREPARED[name](work)
    version, events = work.case.version, work.case.caseevents.count()
    if (NAMES[name], state) in TO:
        take(work, name)
        assert work.case.state == TO[NAMES[name], state]
        assert work.case.version > version
        assert work.case.caseevents.count() > events
        assert work.case.history.latest().state == work.case.state
        return
    with pytest.raises(CaseMovedOn):
        take(work, name)
    work.case.refresh_from_db()
    assert (work.case.state, work.case.version) == (state, version)
    assert work.case.caseevents.count() == events


@pytest.mark.parametrize("state", WAYS)
def test_a_case_says_how_it_ended_and_only_if_it_did(casework, state):
    case = casework.reach(state).case
    codes = {
        "answered": "granted",
        "abandoned": "abandoned",
        "withdrawn": "withdrawn",
        "transferred": "not-responsible",
        "joined": "joined",
    }
    assert (case.outcome.code if case.outcome else None) == codes.get(state)
    assert (case.closed_on is None) == case.is_open


@pytest.mark.parametrize("state", WAYS)
def test_an_officer_of_another_unit_does_nothing(casework, outsider, state):
    """Case 33."""
    work = casework.reach(state)
    version = work.case.version
    work.office = work.officer = outsider
    for name in NAMES:
        with pytest.raises(NotAllowed):
            take(work, name)
    work.case.refresh_from_db()
    assert work.case.version == version


def test_what_was_decided_on_another_version_is_refused(casework):
    """Case 69: a form that was open while somebody else acted."""
    work = casework.reach("in_progress")
    seen = work.case.version
    work.consult()
    with pytest.raises(CaseMovedOn):
        work.request_correction(version=seen)
    assert not work.case.corrections.exists()


def test_nobody_answers_twice(casework):
    """Case 70: the same decision sent again."""
    work = casework.reach("answered")
    with pytest.raises(CaseMovedOn):
        work.answer()
    assert Answer.objects.filter(case=work.case, live=True).count() == 1
