"""The steps on the way from a request to its answer."""

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.answer_review import standing_of
from wagtail_disclosure.cases.models import Answer, AnswerItem, Case
from wagtail_disclosure.cases.workspace.forms import answering, asking, receipt
from wagtail_disclosure.cases.workspace.steps import Step, always
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.models import StoredFile
from wagtail_disclosure.review.roles import Role
from wagtail_disclosure.rules.case_states import CaseAction


def _add_item(case: Case, *, upload: Any, by: Any, **values: Any) -> AnswerItem:
    """Store the file, which nobody but the case hands out, and add the item with it."""
    if not upload:
        return actions.add_item(case, by=by, **values)
    about = {"name": upload.name, "content_type": upload.content_type, "by": Actor.of(by)}
    stored: StoredFile | None = None
    try:
        with transaction.atomic():
            stored = StoredFile.store(upload, **about)
            return actions.add_item(case, stored_file=stored, by=by, **values)
    except BaseException:
        # What was refused leaves no file behind.
        if stored is not None:
            stored.file.storage.delete(stored.file.name)
        raise


def _has_no_officer(case: Case) -> bool:
    return case.officer_id is None


def _has_items(case: Case) -> bool:
    return AnswerItem.objects.filter(answer__case_id=case.pk, answer__live=False).exists()


def _has_draft(case: Case) -> bool:
    return Answer.objects.filter(case_id=case.pk, live=False).exists()


def _open_roles(case: Case) -> tuple[str, ...]:
    waiting = Answer.objects.filter(case_id=case.pk, state=Answer.State.IN_REVIEW).first()
    return standing_of(waiting).open_roles if waiting else ()


def _is_last_step(case: Case) -> bool:
    """Also where there are no tiers and one second person decides."""
    return len(_open_roles(case)) < 2


def _has_more_steps(case: Case) -> bool:
    return not _is_last_step(case)


def _can_be_referred(case: Case) -> bool:
    roles = _open_roles(case)
    return bool(roles) and roles[0] != Role.COMMITTEE


CLEAR = Step(
    name="clear",
    title=_("Clear the answer"),
    button=_("Clear for delivery"),
    done=_("The answer to %(number)s is cleared."),
    permission="clear_answer",
    possible_when=CaseAction.ANSWER,
    is_main=always,
    run=actions.clear_answer,
    needs=frozenset({Answer.State.IN_REVIEW}),
    not_by_author=True,
    when=_is_last_step,
)
# The same action, while other tiers come after this one.
CONFIRM = replace(
    CLEAR,
    name="confirm",
    title=_("Confirm the answer"),
    button=_("Confirm this step"),
    done=_("Your step in the review of %(number)s is confirmed."),
    when=_has_more_steps,
)

MAIN_STEPS = (
    Step(
        name="accept",
        title=_("Confirm receipt"),
        button=_("Confirm receipt"),
        done=_("Receipt of %(number)s is confirmed."),
        permission="accept",
        possible_when=CaseAction.ACCEPT,
        is_main=always,
        run=actions.accept,
        form_class=receipt.AcceptForm,
    ),
    CLEAR,
    CONFIRM,
    Step(
        name="refer",
        title=_("Ask the secrecy committee"),
        button=_("Ask the committee"),
        done=_("The secrecy committee decides on the answer to %(number)s."),
        permission="refer_answer",
        possible_when=CaseAction.ANSWER,
        run=actions.refer_answer,
        form_class=answering.ReferForm,
        needs=frozenset({Answer.State.IN_REVIEW}),
        not_by_author=True,
        when=_can_be_referred,
    ),
    Step(
        name="answer",
        title=_("Deliver the answer"),
        button=_("Deliver and close"),
        done=_("%(number)s is answered."),
        permission="answer",
        possible_when=CaseAction.ANSWER,
        is_main=always,
        run=actions.answer,
        form_class=answering.DeliverForm,
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
        is_main=always,
        run=actions.draft_answer,
        form_class=answering.DraftAnswerForm,
    ),
    Step(
        name="propose",
        title=_("Send the answer to review"),
        button=_("Send to review"),
        done=_("The answer to %(number)s waits for its review."),
        permission="propose_answer",
        possible_when=CaseAction.PROPOSE_ANSWER,
        is_main=always,
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
        is_main=_has_no_officer,
        run=actions.assign,
        form_class=receipt.AssignForm,
    ),
    Step(
        name="add-item",
        title=_("Add a document to the answer"),
        button=_("Add it"),
        done=_("The document is part of the answer to %(number)s."),
        permission="draft_answer",
        possible_when=CaseAction.PROPOSE_ANSWER,
        when=_has_draft,
        run=_add_item,
        form_class=answering.AddItemForm,
    ),
    Step(
        name="remove-item",
        title=_("Take a document off the answer"),
        button=_("Take it off"),
        done=_("The document is no longer part of the answer to %(number)s."),
        permission="draft_answer",
        possible_when=CaseAction.PROPOSE_ANSWER,
        when=_has_items,
        run=actions.remove_item,
        form_class=answering.RemoveItemForm,
    ),
    Step(
        name="record-correction",
        title=_("Record the correction"),
        button=_("Record it"),
        done=_("The correction of %(number)s is recorded; its time to answer follows from it."),
        permission="record_correction",
        possible_when=CaseAction.RECORD_CORRECTION,
        is_main=always,
        run=actions.record_correction,
        form_class=asking.RecordCorrectionForm,
    ),
    Step(
        name="record-payment",
        title=_("Record the payment"),
        button=_("Record it"),
        done=_("The fee for %(number)s is paid."),
        permission="record_payment",
        possible_when=CaseAction.RECORD_PAYMENT,
        is_main=always,
        run=actions.record_payment,
        form_class=asking.OnDayForm,
    ),
)
