"""Every step there is, and those that somebody can take now."""

from typing import Any

from wagtail_disclosure.cases.models import Answer, Case
from wagtail_disclosure.cases.workspace.ending_steps import ENDING_STEPS
from wagtail_disclosure.cases.workspace.main_steps import MAIN_STEPS
from wagtail_disclosure.cases.workspace.other_steps import AWAITED_STEPS, OTHER_STEPS
from wagtail_disclosure.cases.workspace.steps import Step, next_steps

# What others wait for is offered before what can be begun.
STEPS = (*AWAITED_STEPS, *MAIN_STEPS, *OTHER_STEPS, *ENDING_STEPS)
STEP_BY_NAME = {step.name: step for step in STEPS}


def possible_steps(
    case: Case, *, answer: Answer | None, allowed: frozenset[str], user: Any
) -> list[Step]:
    """What ``user``, who may do what ``allowed`` says, can do next with ``case``."""
    return next_steps(STEPS, case, answer=answer, allowed=allowed, user=user)
