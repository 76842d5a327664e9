"""What was released to one person is proposed for everybody (OGI Art. 44)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from wagtail_disclosure.cases.actions.publishing import file_of, releasing_answer, unit_for_draft
from wagtail_disclosure.cases.actions.recording import change_state, lock, record
from wagtail_disclosure.cases.disclosure_log.identity import refuse_applicant
from wagtail_disclosure.cases.disclosure_log.proposals import draft_of
from wagtail_disclosure.cases.exceptions import NotPossible
from wagtail_disclosure.cases.models import (
    Answer,
    AnswerItem,
    Case,
    CaseEvent,
    DisclosureProposal,
)
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.signals import (
    NoPlaceForDisclosure,
    ProposedDisclosure,
    disclosure_proposed,
)
from wagtail_disclosure.rules.case_states import CaseAction
from wagtail_disclosure.rules.plain_text import clean_line, clean_text


@transaction.atomic
def propose_disclosure(
    case: Case,
    *,
    title: str,
    description: str,
    items: Sequence[AnswerItem] = (),
    by: Any,
    reason: str,
    on: date,
    version: int | None = None,
) -> Page:
    """Have a draft written of what the answer to ``case`` released; returns its page.

    Where there is one already, that one and nothing new. Raises NotAllowed, CaseMovedOn,
    NotPossible; ValidationError for texts that say who applied or copy what the applicant wrote.
    """
    case = lock(case, "propose_disclosure", by=by, version=version)
    change_state(case, CaseAction.PROPOSE_DISCLOSURE)
    known = draft_of(case)
    if known is not None:
        return known
    answer = releasing_answer(case)
    files = tuple((row.title, row.stored_file) for row in (file_of(each, answer) for each in items))
    title, description = clean_line(title), clean_text(description)
    names = [name for told, stored in files for name in (told, stored.name)]
    refuse_applicant(case, [title, description, *names])
    proposed = ProposedDisclosure(
        title=title,
        description=description,
        unit=unit_for_draft(case),
        files=files,
        reason=_("Released on request before; open to everybody from now on (OGI Art. 44)."),
        about_page_id=getattr(case, "about_page_id", None),
        by=by,
        on=on,
    )
    page = _drafted(proposed)
    _remember(answer, page, by=by, on=on)
    details = {"page": page.pk}
    record(case, CaseEvent.Kind.DISCLOSURE_PROPOSED, by=by, reason=reason, on=on, details=details)
    return page


def _remember(answer: Answer, page: Page, *, by: Any, on: date) -> None:
    actor = Actor.of(by)
    about = {"on": on, "actor_id": actor.id, "actor_name": actor.name}
    DisclosureProposal.objects.create(answer=answer, page_id=page.pk, **about)


def _drafted(proposed: ProposedDisclosure) -> Page:
    """The page that the first receiver wrote. Raises NotPossible where nobody did."""
    try:
        told = disclosure_proposed.send(sender=ProposedDisclosure, proposed=proposed)
    except NoPlaceForDisclosure as refusal:
        raise NotPossible(str(refusal)) from refusal
    keys = [key for _receiver, key in told if key is not None]
    if not keys:
        raise NotPossible(_("There is no catalog that could take it."))
    return Page.objects.get(pk=keys[0])
