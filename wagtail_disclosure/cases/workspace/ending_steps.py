"""How a request ends or goes on elsewhere, and what can happen to it afterwards."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.disclosure_log.listing import is_listable
from wagtail_disclosure.cases.disclosure_log.proposals import is_proposable
from wagtail_disclosure.cases.models import Case
from wagtail_disclosure.cases.workspace.forms import ending, publishing
from wagtail_disclosure.cases.workspace.forms.base import OnDayForm
from wagtail_disclosure.cases.workspace.reading import hold_on
from wagtail_disclosure.cases.workspace.steps import Step, can_be_read
from wagtail_disclosure.rules.case_states import CaseAction


def _is_challenged(case: Case) -> bool:
    return case.challenges.filter(ended_on__isnull=True).exists()


def _is_open_to_all(case: Case) -> bool:
    return not case.is_restricted


def _is_restricted(case: Case) -> bool:
    return case.is_restricted


def _is_held(case: Case) -> bool:
    return hold_on(case) is not None


def _can_be_held(case: Case) -> bool:
    return can_be_read(case) and not _is_held(case)


def _restrict(case: Case, **values: Any) -> Case:
    return actions.restrict(case, is_restricted=True, **values)


def _lift_restriction(case: Case, **values: Any) -> Case:
    return actions.restrict(case, is_restricted=False, **values)


ENDING_STEPS = (
    Step(
        name="split",
        title=_("Split off a matter"),
        button=_("Split it off"),
        done=_("A case of its own was made from %(number)s."),
        permission="split",
        possible_when=CaseAction.SPLIT,
        run=actions.split,
        form_class=ending.SplitForm,
    ),
    Step(
        name="join",
        title=_("Join with another case"),
        button=_("Join"),
        done=_("%(number)s is joined with the other case."),
        permission="join",
        possible_when=CaseAction.JOIN,
        run=actions.join,
        form_class=ending.JoinForm,
    ),
    Step(
        name="transfer",
        title=_("Pass on to another agency"),
        button=_("Pass it on"),
        done=_("%(number)s is passed on."),
        permission="transfer",
        possible_when=CaseAction.TRANSFER,
        run=actions.transfer,
        form_class=ending.TransferForm,
    ),
    Step(
        name="abandon",
        title=_("End it: no correction or payment in time"),
        button=_("End it"),
        done=_("%(number)s is ended."),
        permission="abandon",
        possible_when=CaseAction.ABANDON,
        run=actions.abandon,
        form_class=OnDayForm,
    ),
    Step(
        name="withdraw",
        title=_("Record that the applicant withdraws"),
        button=_("Record it"),
        done=_("%(number)s is withdrawn."),
        permission="withdraw",
        possible_when=CaseAction.WITHDRAW,
        run=actions.withdraw,
        form_class=OnDayForm,
    ),
    Step(
        name="list-in-log",
        title=_("Write it down for the disclosure log"),
        button=_("Save the draft"),
        done=_("The answer to %(number)s is drafted for the disclosure log."),
        permission="list_in_log",
        possible_when=CaseAction.LIST_IN_LOG,
        when=is_listable,
        run=actions.list_in_log,
        form_class=publishing.ListInLogForm,
    ),
    Step(
        name="propose-disclosure",
        title=_("Propose it for everybody"),
        button=_("Save a draft in the catalog"),
        done=_("A draft of what %(number)s released is in the catalog."),
        permission="propose_disclosure",
        possible_when=CaseAction.PROPOSE_DISCLOSURE,
        when=is_proposable,
        run=actions.propose_disclosure,
        form_class=publishing.ProposeDisclosureForm,
    ),
    Step(
        name="challenge",
        title=_("Register a challenge"),
        button=_("Register it"),
        done=_("The challenge is registered with %(number)s."),
        permission="register_challenge",
        possible_when=CaseAction.REGISTER_CHALLENGE,
        run=actions.register_challenge,
        form_class=ending.ChallengeForm,
    ),
    Step(
        name="end-challenge",
        title=_("Record the result of a challenge"),
        button=_("Record it"),
        done=_("The result is recorded with %(number)s."),
        permission="register_challenge",
        possible_when=CaseAction.REGISTER_CHALLENGE,
        when=_is_challenged,
        run=actions.end_challenge,
        form_class=ending.EndChallengeForm,
    ),
    Step(
        name="reopen",
        title=_("Reopen"),
        button=_("Reopen"),
        done=_("%(number)s is open again; its time to answer begins anew."),
        permission="reopen",
        possible_when=CaseAction.REOPEN,
        when=can_be_read,
        run=actions.reopen,
        form_class=OnDayForm,
    ),
    Step(
        name="classify-applicant",
        title=_("Record the kind of applicant"),
        button=_("Record it"),
        done=_("The annual report counts %(number)s by that kind of applicant."),
        permission="classify_applicant",
        possible_when=CaseAction.REGISTER_CHALLENGE,
        run=actions.classify_applicant,
        form_class=ending.ClassifyApplicantForm,
    ),
    Step(
        name="restrict",
        title=_("Restrict to the officer and the office"),
        button=_("Restrict"),
        done=_("%(number)s is restricted."),
        permission="restrict",
        possible_when=CaseAction.REGISTER_CHALLENGE,
        when=_is_open_to_all,
        run=_restrict,
    ),
    Step(
        name="lift-restriction",
        title=_("Lift the restriction"),
        button=_("Lift it"),
        done=_("%(number)s can be seen by its unit again."),
        permission="restrict",
        possible_when=CaseAction.REGISTER_CHALLENGE,
        when=_is_restricted,
        run=_lift_restriction,
    ),
    Step(
        name="hold",
        title=_("Place a legal hold"),
        button=_("Place it"),
        done=_("Nothing of %(number)s is destroyed until the hold is lifted."),
        permission="hold",
        possible_when=CaseAction.REGISTER_CHALLENGE,
        when=_can_be_held,
        run=actions.hold,
        form_class=ending.HoldForm,
    ),
    Step(
        name="lift-hold",
        title=_("Lift the legal hold"),
        button=_("Lift it"),
        done=_("The retention rules reach %(number)s again."),
        permission="lift_hold",
        possible_when=CaseAction.REGISTER_CHALLENGE,
        when=_is_held,
        run=actions.lift_hold,
    ),
)
