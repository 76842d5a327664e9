"""What an answer to one person becomes for everybody: an entry of the disclosure log."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from wagtail_disclosure.cases.actions.recording import change_state, lock, record
from wagtail_disclosure.cases.disclosure_log.identity import refuse_applicant
from wagtail_disclosure.cases.disclosure_log.listing import (
    entry_of,
    log_to_write_in,
    newest_answer,
    released_file,
)
from wagtail_disclosure.cases.exceptions import NotPossible
from wagtail_disclosure.cases.models import Answer, AnswerItem, Case, CaseEvent
from wagtail_disclosure.cases.models.log_pages import DisclosureLogEntry, ReleasedFile
from wagtail_disclosure.cases.models.logged_answers import LoggedAnswer
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.models import Unit
from wagtail_disclosure.rules.case_states import CaseAction
from wagtail_disclosure.rules.outcomes import OutcomeKind
from wagtail_disclosure.rules.plain_text import clean_line, clean_text


@transaction.atomic
def list_in_log(
    case: Case,
    *,
    title: str,
    asked: str,
    answered: str,
    items: Sequence[AnswerItem] = (),
    by: Any,
    reason: str,
    on: date,
    version: int | None = None,
) -> DisclosureLogEntry:
    """Write the draft of an entry about the answer to ``case``, with the files of ``items``.

    It becomes public by the secrecy review, like any other draft. Raises NotAllowed, CaseMovedOn,
    NotPossible; ValidationError for texts that say who applied or copy what the applicant wrote.
    """
    case = lock(case, "list_in_log", by=by, version=version)
    change_state(case, CaseAction.LIST_IN_LOG)
    answer = releasing_answer(case)
    if entry_of(case) is not None:
        raise NotPossible(_("This answer has its draft for the disclosure log already."))
    log = log_to_write_in()
    if log is None:
        raise NotPossible(_("There is no disclosure log yet; disclosure_setup creates it."))
    texts = {"title": clean_line(title), "asked": clean_text(asked)}
    entry = _entry(case, answer, **texts, answered=clean_text(answered), owner=by)
    entry.locale = log.locale
    entry.released_files = [file_of(item, answer) for item in items]
    refuse_applicant(case, entry.written())
    log.add_child(instance=entry)
    entry.save_revision(user=by)
    _remember(answer, entry, by=by, on=on)
    details = {"entry": entry.translation_key.hex}
    record(case, CaseEvent.Kind.LISTED_IN_LOG, by=by, reason=reason, on=on, details=details)
    return entry


def _entry(case: Case, answer: Answer, **values: Any) -> DisclosureLogEntry:
    """An entry about ``answer``, not stored yet."""
    entry = DisclosureLogEntry(
        **values,
        outcome=answer.outcome,
        answered_on=answer.delivered_on,
        responsible_unit=unit_for_draft(case),
        live=False,
    )
    # Its address says nothing, so nothing of a first draft is left in it.
    entry.slug = f"{answer.delivered_on:%Y}-{entry.translation_key.hex[:10]}"
    return entry


def releasing_answer(case: Case) -> Answer:
    """The answer that gives information, as it was cleared. Raises NotPossible."""
    answer = newest_answer(case)
    if answer is None or not answer.is_disclosed:
        raise NotPossible(_("The answer is not the one that was cleared. Have it checked first."))
    if not OutcomeKind(answer.outcome.kind).releases:
        raise NotPossible(_("Only answers that give information go to everybody."))
    if not case.key.opens():
        # Nobody could compare a text with who applied and with what they wrote.
        raise NotPossible(_("What the applicant wrote can't be read any more."))
    return answer


def unit_for_draft(case: Case) -> Unit | None:
    """Whose people finish the draft: of a restricted case its unit sees nothing, so the office."""
    return None if case.is_restricted else case.unit


def file_of(item: AnswerItem, answer: Answer) -> ReleasedFile:
    """The file that the applicant got, and none that was withheld. Raises NotPossible."""
    stored = released_file(item, answer)
    if stored is None:
        message = _("“%(title)s” was not released with this answer.") % {"title": item.title}
        raise NotPossible(message)
    return ReleasedFile(stored_file=stored, title=item.title[:200])


def _remember(answer: Answer, entry: DisclosureLogEntry, *, by: Any, on: date) -> None:
    actor = Actor.of(by)
    about = {"on": on, "actor_id": actor.id, "actor_name": actor.name}
    LoggedAnswer.objects.create(answer=answer, entry_key=entry.translation_key, **about)
