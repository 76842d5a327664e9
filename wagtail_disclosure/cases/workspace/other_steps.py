"""What else can happen to a request while it is worked on."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.models import Case, CaseFile, Extension
from wagtail_disclosure.cases.workspace.forms import asking, papers
from wagtail_disclosure.cases.workspace.steps import Step, always, can_be_read
from wagtail_disclosure.rules.case_states import CaseAction


def _is_consulted(case: Case) -> bool:
    return case.consultations.filter(ended_on__isnull=True).exists()


def _was_never_corrected(case: Case) -> bool:
    return not case.corrections.exists()


def _was_never_extended(case: Case) -> bool:
    return not case.extensions.exclude(state=Extension.State.REFUSED).exists()


def _is_to_be_extended(case: Case) -> bool:
    return case.extensions.filter(state=Extension.State.PROPOSED).exists()


def _was_objected_to(case: Case) -> bool:
    return case.consultations.objections().exists()


def _add_papers(case: Case, **values: Any) -> list[CaseFile]:
    return actions.add_papers(case, at=timezone.now(), **values)


# What somebody waits for.
AWAITED_STEPS = (
    Step(
        name="approve-extension",
        title=_("Approve more time"),
        button=_("Approve"),
        done=_("%(number)s has more time."),
        permission="extend",
        possible_when=CaseAction.EXTEND,
        when=_is_to_be_extended,
        is_main=always,
        run=actions.approve_extension,
        form_class=asking.DecideExtensionForm,
    ),
    Step(
        name="refuse-extension",
        title=_("Refuse more time"),
        button=_("Refuse"),
        done=_("%(number)s stays due as it was."),
        permission="extend",
        possible_when=CaseAction.EXTEND,
        when=_is_to_be_extended,
        run=actions.refuse_extension,
        form_class=asking.DecideExtensionForm,
    ),
    Step(
        name="end-consultation",
        title=_("Record an opinion"),
        button=_("Record it"),
        done=_("The opinion is recorded with %(number)s."),
        permission="end_consultation",
        possible_when=CaseAction.END_CONSULTATION,
        when=_is_consulted,
        is_main=always,
        run=actions.end_consultation,
        form_class=asking.EndConsultationForm,
    ),
)
OTHER_STEPS = (
    Step(
        name="add-papers",
        title=_("Add papers"),
        button=_("Add them"),
        done=_("The papers are part of %(number)s."),
        permission="add_papers",
        possible_when=CaseAction.REGISTER_CHALLENGE,
        when=can_be_read,
        run=_add_papers,
        form_class=papers.AddPapersForm,
    ),
    Step(
        name="request-correction",
        title=_("Ask the applicant for a correction"),
        button=_("Ask"),
        done=_("%(number)s waits for the applicant."),
        permission="request_correction",
        possible_when=CaseAction.REQUEST_CORRECTION,
        when=_was_never_corrected,
        run=actions.request_correction,
        form_class=asking.RequestCorrectionForm,
    ),
    Step(
        name="consult",
        title=_("Ask a third party or another agency"),
        button=_("Record the question"),
        done=_("%(number)s waits for an opinion."),
        permission="consult",
        possible_when=CaseAction.CONSULT,
        run=actions.consult,
        form_class=asking.ConsultForm,
    ),
    Step(
        name="inform-objector",
        title=_("Tell who objected what is disclosed"),
        button=_("Write the letter"),
        done=_("The letter about %(number)s is written."),
        permission="inform_objector",
        possible_when=CaseAction.REGISTER_CHALLENGE,
        when=_was_objected_to,
        run=actions.inform_objector,
        form_class=asking.InformObjectorForm,
    ),
    Step(
        name="ask-reasons",
        title=_("Ask for reasons: too many requests"),
        button=_("Write the letter"),
        done=_("The letter about %(number)s is written."),
        permission="ask_reasons",
        possible_when=CaseAction.WITHDRAW,
        run=actions.ask_reasons,
        form_class=asking.AskReasonsForm,
    ),
    Step(
        name="propose-extension",
        title=_("Propose more time"),
        button=_("Propose"),
        done=_("More time for %(number)s waits for approval."),
        permission="propose_extension",
        possible_when=CaseAction.PROPOSE_EXTENSION,
        when=_was_never_extended,
        run=actions.propose_extension,
        form_class=asking.ProposeExtensionForm,
    ),
    Step(
        name="charge",
        title=_("Send a fee notice"),
        button=_("Record the notice"),
        done=_("%(number)s waits for payment."),
        permission="charge",
        possible_when=CaseAction.CHARGE,
        run=actions.charge,
        form_class=asking.ChargeForm,
    ),
    Step(
        name="give-task",
        title=_("Give a task to a unit"),
        button=_("Give it"),
        done=_("The task for %(number)s is given."),
        permission="give_task",
        possible_when=CaseAction.WITHDRAW,
        run=actions.give_task,
        form_class=asking.GiveTaskForm,
    ),
)
