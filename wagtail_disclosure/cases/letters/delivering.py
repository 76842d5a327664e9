"""That a letter reached whom it was written to: how, and on which day it counts as served."""

from datetime import date, datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_disclosure.cases.exceptions import NotPossible
from wagtail_disclosure.cases.letters import recording, rendering
from wagtail_disclosure.cases.models.events import CaseEvent
from wagtail_disclosure.cases.models.files import CaseFile
from wagtail_disclosure.cases.models.letters import Letter, LetterDelivery
from wagtail_disclosure.core.audit import Actor

How = LetterDelivery.How


@transaction.atomic
def record_delivery(
    letter: Letter,
    *,
    how: str,
    on: date,
    by: Any,
    tracking: str = "",
    pdf: bytes | None = None,
) -> LetterDelivery:
    """Record that ``letter`` was served ``on`` that day; ``by`` is a user or an Actor.

    The day is that of the signature, or the day of posting (国办公开办函〔2016〕235号). What was
    sent is kept as PDF, where the site can make one: ``pdf`` where the caller has made it already.
    Whoever calls this has checked the permission. Raises NotPossible.
    """
    how = How(how)
    tracking = tracking.strip()
    if not letter.is_delivered_at_all:
        raise NotPossible(_("This sheet is for our own file and is not delivered."))
    if on < letter.on:
        raise NotPossible(_("A letter can't be delivered before the day it was written."))
    if how == How.POST and not tracking:
        raise NotPossible(_("Letters by post need their tracking number: it proves the day."))
    actor = Actor.of(by)
    delivery = LetterDelivery.objects.create(
        letter=letter,
        how=how,
        on=on,
        tracking=tracking,
        file=_file_as_sent(letter, pdf, by=actor, at=timezone.now()),
        actor_id=actor.id,
        actor_name=actor.name,
    )
    recording.record(letter, CaseEvent.Kind.LETTER_DELIVERED, by=by, on=on, how=how.value)
    return delivery


def pdf_of(letter: Letter) -> bytes | None:
    """The letter as PDF, the same for every delivery; None where the site makes no PDF."""
    kept = _kept(letter)
    if kept is not None:
        return b"".join(kept.chunks())
    return rendering.pdf(letter.text) if rendering.PDF.is_available else None


def _kept(letter: Letter) -> CaseFile | None:
    earlier = letter.deliveries.filter(file__isnull=False).select_related("file").first()
    return earlier.file if earlier else None


def _file_as_sent(letter: Letter, pdf: bytes | None, *, by: Actor, at: datetime) -> CaseFile | None:
    """The file of the first delivery, kept now where this is the first."""
    content = None
    kept = _kept(letter)
    if kept is None:
        content = pdf or pdf_of(letter)
    if content is None:
        return kept
    return CaseFile.seal(
        letter.case,
        ContentFile(content),
        name=rendering.file_name(letter, rendering.PDF),
        content_type=rendering.PDF.content_type,
        role=CaseFile.Role.LETTER,
        by=by,
        at=at,
    )
