"""What becomes of each thing that was asked for: the items of a draft answer."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from wagtail_disclosure.cases.actions.recording import lock, record, save_row
from wagtail_disclosure.cases.exceptions import CaseMovedOn, NotPossible
from wagtail_disclosure.cases.letters import merge_fields
from wagtail_disclosure.cases.models import Answer, AnswerItem, Case, CaseEvent
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.models import Exemption, StoredFile
from wagtail_disclosure.rules import answers
from wagtail_disclosure.rules.case_states import CaseAction, can
from wagtail_disclosure.rules.exemptions import ExemptionKind
from wagtail_disclosure.rules.outcomes import OutcomeKind
from wagtail_disclosure.rules.plain_text import clean_line, clean_text


@transaction.atomic
def add_item(
    case: Case,
    *,
    title: str,
    decision: str,
    exemptions: Sequence[Exemption] = (),
    explanation: str = "",
    stored_file: StoredFile | None = None,
    by: Any,
    reason: str,
    on: date,
    version: int | None = None,
) -> AnswerItem:
    """Say what becomes of one document; its file goes out with the answer, once that is cleared.

    Raises NotAllowed, CaseMovedOn, NotPossible; ValidationError for text that names the applicant.
    """
    case = lock(case, "draft_answer", by=by, version=version)
    draft = _draft(case)
    is_released = answers.Decision(decision).releases
    if stored_file is not None and not is_released:
        raise NotPossible(_("What is withheld has no file to hand out."))
    title, explanation = clean_line(title), clean_text(explanation)
    merge_fields.check(f"{title}\n{explanation}", merge_fields.values_for(case))
    item = AnswerItem.objects.create(
        answer=draft,
        sort_order=draft.items.count(),
        title=title,
        decision=decision,
        exemption_codes=sorted(exemption.code for exemption in exemptions),
        reason=explanation,
        stored_file=stored_file,
    )
    _save_as_author(draft, by=by, reason=reason)
    record(case, CaseEvent.Kind.ANSWER_DRAFTED, by=by, reason=reason, on=on)
    return item


@transaction.atomic
def remove_item(
    case: Case, *, item: AnswerItem, by: Any, reason: str, on: date, version: int | None = None
) -> None:
    """Take an item off the draft. Raises NotAllowed, CaseMovedOn."""
    case = lock(case, "draft_answer", by=by, version=version)
    draft = _draft(case)
    draft.items.filter(pk=item.pk).delete()
    _save_as_author(draft, by=by, reason=reason)
    record(case, CaseEvent.Kind.ANSWER_DRAFTED, by=by, reason=reason, on=on)


def check_items(draft: Answer) -> None:
    """Raises NotPossible, in words, where the items do not bear out the outcome."""
    kinds = {
        exemption.code: ExemptionKind(exemption.kind)
        for exemption in Exemption.objects.filter(law_id=draft.case.law_id)
    }
    items = [
        answers.Item(
            title=item.title,
            decision=answers.Decision(item.decision),
            grounds=item.exemption_codes,
            reason=item.reason,
        )
        for item in draft.items.all()
    ]
    try:
        answers.check_answer(OutcomeKind(draft.outcome.kind), items, kinds)
    except answers.AnswerError as error:
        raise NotPossible(_in_words(error)) from error


def _save_as_author(draft: Answer, *, by: Any, reason: str) -> None:
    """Whoever puts a document into an answer wrote some of it, and so does not clear it."""
    draft.author_id, draft.author_name = by.pk, Actor.of(by).name
    save_row(draft, by=by, reason=reason)


def _draft(case: Any) -> Answer:
    if not can(CaseAction.PROPOSE_ANSWER, case.state):
        raise CaseMovedOn(case)
    draft = Answer.objects.filter(case_id=case.pk, live=False).first()
    if draft is None:
        raise NotPossible(_("Write the answer first."))
    return draft


def _in_words(error: answers.AnswerError) -> str:
    match error:
        case answers.WithheldAgainstOutcome(title=title):
            said = _("The outcome releases everything, but “%(title)s” is withheld.")
        case answers.ReleasedAgainstOutcome(title=title):
            said = _("The outcome releases nothing, but “%(title)s” is released.")
        case answers.NoGround(title=title):
            said = _("Name the legal ground on which “%(title)s” is withheld.")
        case answers.UnknownGround(title=title, code=code):
            said = _("“%(title)s”: the law has no ground “%(code)s” any more.")
            return said % {"title": title, "code": code}
        case answers.NoReason(title=title):
            said = _("Say why “%(title)s” is withheld: its ground leaves a choice.")
        case answers.NothingReleased():
            return _("Add what is released: by its outcome, something is.")
        case _:
            return _("Add what is withheld, and on which ground: by its outcome, something is.")
    return said % {"title": title}
