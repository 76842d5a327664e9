"""The last look before a form becomes a case: not too fast, not too many, and one case only."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_disclosure.cases.exceptions import NotSentYet
from wagtail_disclosure.cases.intake import saved_requests, submitting, throttle
from wagtail_disclosure.cases.intake.saved_requests import Draft
from wagtail_disclosure.cases.intake.submitting import Entry, Receipt
from wagtail_disclosure.cases.models.saved_requests import SavedFile
from wagtail_disclosure.core import conf


class TooFast(NotSentYet):
    """Filled in faster than people can."""

    def __init__(self) -> None:
        super().__init__(
            _("This was sent so fast that it could be a program. Press the button once more.")
        )


class TooManyRequests(NotSentYet):
    """As many requests came from this address within an hour as one may send."""

    def __init__(self) -> None:
        limit = conf.requests_per_hour()
        super().__init__(
            ngettext(
                "%(limit)d request was sent from your network within the last hour; more are not "
                "taken here. Press the button again in an hour, or hand your request in at one "
                "of the windows at the bottom of this page.",
                "%(limit)d requests were sent from your network within the last hour; more are "
                "not taken here. Press the button again in an hour, or hand your request in at "
                "one of the windows at the bottom of this page.",
                limit,
            )
            % {"limit": limit}
        )


@dataclass(frozen=True)
class KeptFile:
    """A file of a saved request, read again to become one of a case."""

    name: str
    content_type: str
    size: int
    row: SavedFile
    key: bytes

    @property
    def content(self) -> "KeptFile":
        return self

    def chunks(self) -> Iterator[bytes]:
        return self.row.chunks(key=self.key)


def check_speed(started_at: datetime | None, *, at: datetime) -> None:
    """Raises TooFast; whoever presses the button again has taken long enough."""
    fastest = timedelta(seconds=conf.fastest_request_seconds())
    if started_at is not None and at - started_at < fastest:
        raise TooFast


def check_number(request: HttpRequest) -> None:
    """Raises TooManyRequests, and counts this one otherwise."""
    if not throttle.take(request, "submit"):
        raise TooManyRequests


def send(draft: Draft, *, about_page_id: int | None, at: datetime, request: HttpRequest) -> Receipt:
    """Make a case of a request that was written step by step; the same receipt when repeated.

    Raises NotSentYet, NoSavedRequest.
    """
    if draft.row.sent_at:
        return submitting.receipt_again(draft.token)
    with transaction.atomic():
        # A double click waits here and then finds it sent, so it is not counted.
        draft = saved_requests.lock(draft)
        if draft.row.sent_at:
            return submitting.receipt_again(draft.token)
        check_speed(draft.row.started_at, at=at)
        check_number(request)
        answers = draft.definition.applying({**draft.answers, **draft.files})
        receipt = submitting.submit(
            definition=draft.definition,
            answers={key: answers[key] for key in answers if key not in draft.files},
            token=draft.token,
            at=at,
            entry=Entry(about_page_id=about_page_id),
            files=_files(draft, answers),
        )
        saved_requests.empty(draft, at=at)
        return receipt


def _files(draft: Draft, answers: Mapping[str, Any]) -> dict[str, Sequence[KeptFile]]:
    rows = {row.pk.hex: row for row in SavedFile.objects.filter(request=draft.row)}
    return {
        key: [
            KeptFile(
                name=facts["name"],
                content_type=facts["content_type"],
                size=facts["size"],
                row=rows[facts["id"]],
                key=draft.key,
            )
            for facts in kept
        ]
        for key, kept in draft.files.items()
        if key in answers and kept
    }
