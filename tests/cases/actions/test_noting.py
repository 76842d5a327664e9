"""Notes, tasks of other units, challenges and restricted cases."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tests.cases.factories import create_officer, create_unit
from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.clock import terms
from wagtail_disclosure.cases.exceptions import NotAllowed, NotPossible
from wagtail_disclosure.cases.models import CaseNote, Challenge
from wagtail_disclosure.cases.permissions import policy

ON = date(2026, 11, 24)


@pytest.fixture
def begun(casework):
    return casework.accept().assign()


def test_a_note_is_sealed_and_leaves_no_text_in_the_timeline(begun, officer):
    actions.note(begun.case, text="Li Ming called", by=officer, on=ON)
    note = CaseNote.objects.get()
    assert (note.text, note.author_name) == ("Li Ming called", "officer")
    assert b"Li Ming" not in bytes(note.sealed_text)
    event = begun.case.caseevents.last()
    assert (event.kind, event.reason, event.details) == ("noted", "", {})


def test_an_outsider_notes_nothing(begun, outsider):
    with pytest.raises(NotAllowed):
        actions.note(begun.case, text="x", by=outsider, on=ON)


def give(work, unit, **values):
    about = {"text": "Look for the map", "working_days": 5, "reason": "r", "on": ON}
    return actions.give_task(work.case, unit=unit, by=work.officer, **{**about, **values})


def test_another_unit_gets_a_task_with_a_term_of_its_own(begun):
    task = give(begun, create_unit("archive"))
    assert terms.end_of(task).due_on == date(2026, 12, 1)
    assert not terms.is_over(task, on=date(2026, 12, 1))
    assert terms.is_over(task, on=date(2026, 12, 2))


def test_somebody_of_that_unit_says_that_it_is_done_without_seeing_the_case(begun, outsider):
    unit = create_unit("archive")
    worker = create_officer("worker", unit)
    task = give(begun, unit)
    with pytest.raises(NotAllowed):
        actions.finish_task(task, result="Found", by=outsider, on=ON)
    done = actions.finish_task(task, result="Found", by=worker, on=ON)
    assert (done.result, done.ended_on) == ("Found", ON)
    assert not policy.user_has_permission_for_instance(worker, "view", begun.case)
    with pytest.raises(NotPossible):
        actions.finish_task(task, result="Found", by=worker, on=ON)


def test_a_restricted_case_is_its_officers_and_the_offices(begun, office, unit):
    colleague = create_officer("colleague", unit)
    restrict = {"by": office, "reason": "r", "on": ON}
    assert policy.user_has_permission_for_instance(colleague, "view", begun.case)
    actions.restrict(begun.case, is_restricted=True, **restrict)
    sees = {
        user.username: policy.user_has_permission_for_instance(user, "view", begun.case)
        for user in (colleague, begun.officer, office)
    }
    assert sees == {"colleague": False, "officer": True, "office": True}
    actions.restrict(begun.case, is_restricted=False, **restrict)
    assert policy.user_has_permission_for_instance(colleague, "view", begun.case)


def test_a_challenge_has_a_result_in_the_end(casework, office):
    casework.reach("answered").register_challenge()
    challenge = Challenge.objects.get()
    ended = {"result": "corrected", "by": office, "reason": "r", "on": date(2026, 12, 30)}
    actions.end_challenge(casework.case, challenge=challenge, **ended)
    challenge.refresh_from_db()
    assert (challenge.result, challenge.ended_on) == ("corrected", date(2026, 12, 30))
    assert casework.case.state == "answered"
    casework.case.refresh_from_db()
    with pytest.raises(NotPossible):
        actions.end_challenge(casework.case, challenge=challenge, **ended)


def test_neither_a_task_nor_its_result_says_who_applied(begun):
    with pytest.raises(ValidationError):
        give(begun, create_unit("archive"), text="Ask Li Ming")
    task = give(begun, begun.case.unit)
    with pytest.raises(ValidationError):
        actions.finish_task(task, result="Called E12345678", by=begun.officer, on=ON)
    task.refresh_from_db()
    assert task.is_open
