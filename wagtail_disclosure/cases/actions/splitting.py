"""Several matters in one request: each becomes a case of its own (一事一申请)."""

import hashlib
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from wagtail_disclosure.cases.actions.ending import link
from wagtail_disclosure.cases.actions.recording import change_state, lock, record, write_event
from wagtail_disclosure.cases.clock import computing as clock
from wagtail_disclosure.cases.clock.overtaken import count_again_where_overtaken
from wagtail_disclosure.cases.exceptions import NotPossible
from wagtail_disclosure.cases.intake.likeness import store_digest
from wagtail_disclosure.cases.intake.numbering import take_number
from wagtail_disclosure.cases.models import (
    ApplicantIdentity,
    Case,
    CaseContent,
    CaseEvent,
    CaseKey,
    CaseLink,
    ClockEvent,
    InformationRequest,
)
from wagtail_disclosure.cases.request_forms.definitions import DESCRIPTION_KEY, Definition
from wagtail_disclosure.core import encryption
from wagtail_disclosure.core.audit import Actor, attribute
from wagtail_disclosure.core.recomputing.following import decided
from wagtail_disclosure.rules.case_states import CaseAction
from wagtail_disclosure.rules.deadlines import ClockKind
from wagtail_disclosure.rules.plain_text import clean_text
from wagtail_disclosure.rules.references import receipt_key

# What both cases share; whoever holds the receipt of the first reads both with its secret.
SHARED = (
    "kind",
    "state",
    "body",
    "law",
    "window",
    "unit",
    "officer",
    "officer_name",
    "applicant_kind",
    "language",
    "submitted_at",
    "received_on",
    "is_restricted",
    "secret_digest",
    "secret_key_id",
    "form_definition",
)
# What happened to the clock of the request before; pauses belong to what was asked in one case.
COPIED = (ClockKind.START, ClockKind.RESTART, ClockKind.EXTEND)


@transaction.atomic
def split(
    case: Case,
    *,
    description: str,
    by: Any,
    reason: str,
    on: date,
    version: int | None = None,
) -> InformationRequest:
    """Make a case of one matter of ``case``, received on the same day and due as early.

    ``description`` is that matter in the applicant's words. Raises NotAllowed, CaseMovedOn,
    NotPossible.
    """
    already = decided()
    case = lock(case, "split", by=by, version=version)
    change_state(case, CaseAction.SPLIT)
    description = clean_text(description)
    if not description.strip():
        raise NotPossible(_("Write down what the new case is about."))
    new = _new_case(case, by=by, reason=reason)
    _seal(new, case, description=description)
    _copy_clock(new, case)
    clock.store_due(new, is_received=True)
    new.save()
    count_again_where_overtaken(new, since=already)
    link(case, new, kind=CaseLink.Kind.SPLIT, by=by, on=on)
    write_event(
        new, CaseEvent.Kind.SPLIT, by=by, reason=reason, on=on, details={"from": case.number}
    )
    details = {"into": new.number}
    record(case, CaseEvent.Kind.SPLIT, by=by, reason=reason, on=on, details=details)
    return new


def _new_case(case: Any, *, by: Any, reason: str) -> InformationRequest:
    new = InformationRequest(**{name: getattr(case, name) for name in SHARED})
    number = case.links.filter(kind=CaseLink.Kind.SPLIT).count() + 1
    new.submission_digest = hashlib.sha256(f"split:{case.pk}:{number}".encode()).hexdigest()
    new.number = take_number(case.body, year=case.received_on.year)
    new.number_key = receipt_key(new.number)
    attribute(new, by=Actor.of(by), reason=reason)
    new.save(force_insert=True)
    return new


def _seal(new: InformationRequest, case: Any, *, description: str) -> None:
    data_key = encryption.new_data_key()
    CaseKey.keep(new, data_key)
    content = {**case.casecontent.unseal(), DESCRIPTION_KEY: description}
    CaseContent.seal(new, content, data_key=data_key)
    identity = case.applicantidentity.unseal()
    ApplicantIdentity.seal(new, identity, data_key=data_key)
    definition = Definition.from_content(case.form_definition.content)
    store_digest(new, definition, identity=identity, content=content)


def _copy_clock(new: InformationRequest, case: Any) -> None:
    for event in case.clockevents.filter(kind__in=COPIED).order_by("on", "pk"):
        ClockEvent.objects.create(
            case=new,
            kind=event.kind,
            on=event.on,
            amount=event.amount,
            source=event.source,
            actor_id=event.actor_id,
            actor_name=event.actor_name,
            reason=event.reason,
        )
