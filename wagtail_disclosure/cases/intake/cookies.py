"""The code of a request that is being written, in a cookie of the browser that writes it.

Each request has a cookie of its own, so that two pages side by side don't mix; addresses name it
by a number that opens nothing.
"""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from wagtail_disclosure.cases.intake.saved_requests import Draft

PREFIX = "disclosure_request_"
# Since the last page. A browser that others use forgets soon; the code on paper stays good.
IDLE = timedelta(hours=2)
# Long enough to ask for the receipt again after a time-out.
AFTER_SENDING = timedelta(minutes=10)


def code_of(request: HttpRequest, draft_id: str) -> str:
    """The code that this browser has for the request of that number; empty where it has none."""
    try:
        name = _name(UUID(draft_id))
    except ValueError:
        return ""
    return request.COOKIES.get(name, "")


def remember(response: HttpResponse, request: HttpRequest, draft: Draft) -> None:
    """Let the browser go on with ``draft`` for a while from now."""
    response.set_cookie(
        _name(draft.row.pk),
        draft.code,
        max_age=AFTER_SENDING if draft.row.sent_at else IDLE,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE or request.is_secure(),
        samesite="Lax",
    )


def forget(response: HttpResponse, draft: Draft) -> None:
    response.delete_cookie(_name(draft.row.pk), samesite="Lax")


def _name(key: UUID) -> str:
    return f"{PREFIX}{key.hex}"
