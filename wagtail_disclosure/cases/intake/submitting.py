"""How a request becomes a case: numbered, sealed, with a receipt that can be given out twice."""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Protocol

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_noop

from wagtail_disclosure.cases.clock import computing as clock
from wagtail_disclosure.cases.clock.overtaken import count_again_where_overtaken
from wagtail_disclosure.cases.exceptions import FormUsedAlready, NotSentYet
from wagtail_disclosure.cases.intake import secrets
from wagtail_disclosure.cases.intake.likeness import store_digest
from wagtail_disclosure.cases.intake.numbering import take_number
from wagtail_disclosure.cases.intake.storing import remove_stored
from wagtail_disclosure.cases.models.cases import Case, InformationRequest, local_date
from wagtail_disclosure.cases.models.definitions import FormDefinition
from wagtail_disclosure.cases.models.events import CaseEvent
from wagtail_disclosure.cases.models.files import CaseFile
from wagtail_disclosure.cases.models.sealed import ApplicantIdentity, CaseContent, CaseKey
from wagtail_disclosure.cases.outbox.queueing import queue_receipt
from wagtail_disclosure.cases.request_forms.definitions import Definition, applicant_kind_of
from wagtail_disclosure.core import encryption
from wagtail_disclosure.core.audit import Actor, attribute
from wagtail_disclosure.core.models import IntakeWindow, PublicBody
from wagtail_disclosure.core.recomputing.following import decided
from wagtail_disclosure.rules.case_states import FIRST_STATE, CaseState
from wagtail_disclosure.rules.references import receipt_key

logger = logging.getLogger(__name__)

# No name here: who applied is in ApplicantIdentity and nowhere else.
# Stored in English; the history shows them in the reader's language.
APPLICANT = Actor(id=None, name=gettext_noop("applicant"))
SUBMITTED_REASON = gettext_noop("submitted by the applicant")


class SentFile(Protocol):
    """A file that comes with a submission; ``content`` is read piece by piece."""

    name: str
    content_type: str
    size: int
    content: Any


# By the key of the question that asks for them.
Files = Mapping[str, Sequence[SentFile]]
NO_FILES: Files = {}


@dataclass(frozen=True)
class Receipt:
    """What the applicant is given; the secret exists nowhere else in the clear.

    ``stored`` are the files that were stored just now, none where it is given out again.
    """

    case: InformationRequest
    secret: str
    stored: tuple[CaseFile, ...] = ()


@dataclass(frozen=True)
class Entry:
    """Who enters a request, why, where, and about which page.

    Without a ``received_on``, the day of submission stands in for it until receipt is confirmed;
    without a ``window``, it is the one on the web. ``entered_at`` is when it was entered where that
    is not the moment of submission, as with a letter of yesterday.
    """

    by: Actor = APPLICANT
    reason: str = SUBMITTED_REASON
    received_on: date | None = None
    window: IntakeWindow | None = None
    about_page_id: int | None = None
    entered_at: datetime | None = None


BY_APPLICANT = Entry()


def submit(
    *,
    definition: Definition,
    answers: dict[str, Any],
    token: str,
    at: datetime,
    entry: Entry = BY_APPLICANT,
    files: Files = NO_FILES,
    admit: Callable[[], None] | None = None,
) -> Receipt:
    """Make a case of a valid submission; repeating it gives the same receipt and no second case.

    ``token`` is the form's (see secrets.new_token); ``at`` the moment of submission. ``admit``
    raises NotSentYet to keep a new case out; it is not asked of what is a case already. Raises
    FormUsedAlready where another request was sent with this token, NoPublicBody where the agency is
    not set up, and NotSentYet.
    """
    answers = {**answers, **_named(files)}
    digest = secrets.token_digest(token)
    stored: list[CaseFile] = []
    try:
        with transaction.atomic():
            if earlier := _earlier(digest):
                return _same_receipt(earlier, token=token, answers=answers)
            if admit and (meanwhile := _admit(admit, digest)):
                return _same_receipt(meanwhile, token=token, answers=answers)
            data_key = encryption.new_data_key()
            # Before the number: whoever takes that makes others wait until all of this is stored.
            for file in _written(files, key=data_key, by=entry.by, at=entry.entered_at or at):
                stored.append(file)
            registered = {"token": token, "at": at, "entry": entry, "data_key": data_key}
            receipt = _register(definition, answers, **registered)
            _attach(stored, receipt.case)
            return replace(receipt, stored=tuple(stored))
    except BaseException as problem:
        remove_stored(stored)
        # A double click: the other request won, and its receipt is this one's as well.
        if isinstance(problem, IntegrityError) and (earlier := _earlier(digest)):
            return _same_receipt(earlier, token=token, answers=answers)
        raise


def _admit(admit: Callable[[], None], digest: str) -> InformationRequest | None:
    """None where ``admit`` lets it in, and the case where a first click took the last place.

    Raises NotSentYet where there is no such case: who was received is never refused.
    """
    try:
        admit()
    except NotSentYet:
        # Both waited for the same count, so the first is stored by now.
        if earlier := _earlier(digest):
            return earlier
        raise
    return None


def receipt_again(token: str) -> Receipt:
    """The receipt of what was submitted with ``token``. Raises LookupError where nothing was."""
    case = _earlier(secrets.token_digest(token))
    if case is None:
        raise LookupError("Nothing was submitted with this token.")
    _key_id, secret = secrets.secret_for(token, key_id=case.secret_key_id)
    return Receipt(case=case, secret=secret)


def _earlier(digest: str) -> InformationRequest | None:
    return InformationRequest.objects.filter(submission_digest=digest).first()


def _same_receipt(case: InformationRequest, *, token: str, answers: dict[str, Any]) -> Receipt:
    """The receipt again, if it is the same submission and not another with a token reused."""
    sealed = {**case.applicantidentity.unseal(), **case.casecontent.unseal()}
    if sealed != answers:
        raise FormUsedAlready
    _key_id, secret = secrets.secret_for(token, key_id=case.secret_key_id)
    return Receipt(case=case, secret=secret)


def _register(
    definition: Definition,
    answers: dict[str, Any],
    *,
    token: str,
    at: datetime,
    entry: Entry,
    data_key: bytes,
) -> Receipt:
    # Before anything that the due date follows is read.
    already = decided()
    body = PublicBody.objects.select_related("calendar", "law").own()
    key_id, secret = secrets.secret_for(token)
    case = InformationRequest(
        kind=Case.Kind.INFORMATION_REQUEST,
        body=body,
        law=body.law,
        window=entry.window or _web_window(body),
        applicant_kind=applicant_kind_of(answers),
        language=definition.language,
        submitted_at=at,
        received_on=entry.received_on or local_date(at),
        state=CaseState.ACCEPTED if entry.received_on else FIRST_STATE,
        secret_key_id=key_id,
        secret_digest=secrets.secret_digest(secret, key_id=key_id),
        submission_digest=secrets.token_digest(token),
        form_definition=FormDefinition.objects.freeze(definition.as_content()),
        about_page_id=entry.about_page_id,
    )
    _store_due(case, is_received=entry.received_on is not None)
    # Last, because whoever takes a number makes others wait until this transaction ends.
    case.number = take_number(body, year=case.received_on.year)
    case.number_key = receipt_key(case.number)
    attribute(case, by=entry.by, reason=entry.reason)
    case.save(force_insert=True)
    _seal(case, definition=definition, answers=answers, data_key=data_key)
    _write_event(case, by=entry.by)
    queue_receipt(case, at=at)
    # Who changes the calendar right now can't see this case yet, nor the case the new calendar.
    count_again_where_overtaken(case, since=already)
    return Receipt(case=case, secret=secret)


def _store_due(case: InformationRequest, *, is_received: bool) -> None:
    """What is sent is received also where the law was left without its time limit."""
    try:
        clock.store_due(case, is_received=is_received)
    except clock.NoTimeLimit as problem:
        case.is_provisional = True
        logger.error("A request came in that has no due date: %s", problem)


def _write_event(case: InformationRequest, *, by: Actor) -> None:
    CaseEvent.objects.create(
        case=case,
        kind=CaseEvent.Kind.SUBMITTED,
        on=case.submitted_on,
        actor_id=by.id,
        actor_name=by.name,
    )


def _web_window(body: PublicBody) -> IntakeWindow | None:
    windows = body.windows.filter(channel=IntakeWindow.Channel.WEB, is_active=True)
    return windows.order_by("pk").first()


def _seal(
    case: InformationRequest, *, definition: Definition, answers: dict[str, Any], data_key: bytes
) -> None:
    identity, content = definition.split(answers)
    CaseKey.keep(case, data_key)
    ApplicantIdentity.seal(case, identity, data_key=data_key)
    CaseContent.seal(case, content, data_key=data_key)
    store_digest(case, definition, identity=identity, content=content)


def _named(files: Files) -> dict[str, list[dict[str, Any]]]:
    """What the answers say of files; the files themselves are sealed one by one."""
    return {
        key: [{"name": file.name, "size": file.size} for file in sent]
        for key, sent in files.items()
        if sent
    }


def _written(files: Files, *, key: bytes, by: Actor, at: datetime) -> Iterable[CaseFile]:
    for sent in files.values():
        for file in sent:
            yield CaseFile.write(
                file.content,
                key=key,
                name=file.name,
                content_type=file.content_type,
                role=CaseFile.Role.SUBMITTED,
                by=by,
                at=at,
            )


def _attach(files: Sequence[CaseFile], case: Case) -> None:
    for file in files:
        file.case = case
    CaseFile.objects.bulk_create(files)
