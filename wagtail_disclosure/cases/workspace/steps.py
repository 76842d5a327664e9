"""What the workspace offers next: which actions, to whom, in which state of case and answer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.models import Answer, Case
from wagtail_disclosure.cases.workspace.forms.base import ActionForm
from wagtail_disclosure.rules.case_states import CaseAction, can


def always(case: Case) -> bool:
    return True


def never(case: Case) -> bool:
    return False


def can_be_read(case: Case) -> bool:
    return not case.key.is_destroyed


@dataclass(frozen=True)
class Step:
    """One action of the workspace: ``permission`` of the policy, ``needs`` a state of the answer.

    ``needs`` is None where the answer does not matter; ``when`` asks what else must be there.
    ``is_main`` where it is what most likely comes next, so it is shown at once; others wait in a
    list.
    """

    name: str
    title: Any
    button: Any
    done: Any
    permission: str
    possible_when: CaseAction
    run: Callable[..., Any]
    form_class: type[ActionForm] = ActionForm
    needs: frozenset[str] | None = None
    not_by_author: bool = False
    when: Callable[[Case], bool] = always
    is_main: Callable[[Case], bool] = never


def next_steps(
    steps: tuple[Step, ...],
    case: Case,
    *,
    answer: Answer | None,
    allowed: frozenset[str],
    user: Any,
) -> list[Step]:
    """Those of ``steps`` that ``user``, who may do what ``allowed`` says, can take now."""
    return [
        step
        for step in steps
        if step.permission in allowed
        and can(step.possible_when, case.state)
        and (step.needs is None or (answer is not None and answer.state in step.needs))
        and not (step.not_by_author and answer and user.pk in actions.authors_of(answer))
        and step.when(case)
    ]


def form_for(
    step: Step, case: Case, *, today: date, data: Any = None, files: Any = None
) -> ActionForm:
    """The form of ``step``; its ids do not clash with those of the other forms on the page."""
    return step.form_class(data, files, case=case, today=today, auto_id=f"id_{step.name}_%s")
