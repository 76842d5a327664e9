"""What the workspace offers next: which actions, to whom, in which state of case and answer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.models import Answer, Case
from wagtail_disclosure.cases.workspace import forms as admin_forms
from wagtail_disclosure.rules.case_states import CaseAction, can


@dataclass(frozen=True)
class Step:
    """One action of the workspace: ``permission`` of the policy, ``needs`` a state of the answer.

    ``needs`` is None where the answer does not matter.
    """

    name: str
    title: Any
    button: Any
    done: Any
    permission: str
    possible_when: CaseAction
    run: Callable[..., Any]
    form_class: type[admin_forms.ActionForm] = admin_forms.ActionForm
    needs: frozenset[str] | None = None
    not_by_author: bool = False


STEPS = (
    Step(
        name="accept",
        title=_("Confirm receipt"),
        button=_("Confirm receipt"),
        done=_("Receipt of %(number)s is confirmed."),
        permission="accept",
        possible_when=CaseAction.ACCEPT,
        run=actions.accept,
        form_class=admin_forms.AcceptForm,
    ),
    Step(
        name="clear",
        title=_("Clear the answer"),
        button=_("Clear for delivery"),
        done=_("The answer to %(number)s is cleared."),
        permission="clear_answer",
        possible_when=CaseAction.ANSWER,
        run=actions.clear_answer,
        needs=frozenset({Answer.State.IN_REVIEW}),
        not_by_author=True,
    ),
    Step(
        name="answer",
        title=_("Deliver the answer"),
        button=_("Deliver and close"),
        done=_("%(number)s is answered."),
        permission="answer",
        possible_when=CaseAction.ANSWER,
        run=actions.answer,
        form_class=admin_forms.DeliverForm,
        needs=frozenset({Answer.State.CLEARED}),
    ),
    Step(
        name="return",
        title=_("Return the answer"),
        button=_("Return to the author"),
        done=_("The answer to %(number)s is returned."),
        permission="return_answer",
        possible_when=CaseAction.RETURN_ANSWER,
        run=actions.return_answer,
    ),
    Step(
        name="draft",
        title=_("Write the answer"),
        button=_("Save the draft"),
        done=_("The answer to %(number)s is saved as a draft."),
        permission="draft_answer",
        possible_when=CaseAction.PROPOSE_ANSWER,
        run=actions.draft_answer,
        form_class=admin_forms.DraftAnswerForm,
    ),
    Step(
        name="propose",
        title=_("Send the answer to review"),
        button=_("Send to review"),
        done=_("The answer to %(number)s waits for a second person."),
        permission="propose_answer",
        possible_when=CaseAction.PROPOSE_ANSWER,
        run=actions.send_answer_to_review,
        needs=frozenset({Answer.State.DRAFT}),
    ),
    Step(
        name="assign",
        title=_("Assign"),
        button=_("Assign"),
        done=_("%(number)s is assigned."),
        permission="assign",
        possible_when=CaseAction.ASSIGN,
        run=actions.assign,
        form_class=admin_forms.AssignForm,
    ),
)
STEP_BY_NAME = {step.name: step for step in STEPS}


def next_steps(
    case: Case, *, answer: Answer | None, allowed: frozenset[str], user: Any
) -> list[Step]:
    """The steps that ``user``, who may do what ``allowed`` says, can take now."""
    return [
        step
        for step in STEPS
        if step.permission in allowed
        and can(step.possible_when, case.state)
        and (step.needs is None or (answer is not None and answer.state in step.needs))
        and not (step.not_by_author and answer and user.pk in actions.authors_of(answer))
    ]


def form_for(step: Step, case: Case, *, today: date, data: Any = None) -> admin_forms.ActionForm:
    """The form of ``step``; its ids do not clash with those of the other forms on the page."""
    return step.form_class(data, case=case, today=today, auto_id=f"id_{step.name}_%s")
