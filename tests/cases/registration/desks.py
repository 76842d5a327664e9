"""Windows, and the clerks who sit there."""

import re
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import Group
from django.urls import reverse

from tests.cases.factories import ANSWERS, SUBMITTED_AT, posted
from tests.factories import create_user
from wagtail_disclosure.cases.intake.secrets import new_token
from wagtail_disclosure.cases.intake.submitting import NO_FILES, Files, Receipt
from wagtail_disclosure.cases.models import DisclosureForm
from wagtail_disclosure.cases.registration.registering import Arrival, register
from wagtail_disclosure.core import groups
from wagtail_disclosure.core.models import IntakeWindow, PublicBody, WindowClerk
from wagtail_disclosure.rules.receipt import Days

# The day of SUBMITTED_AT, a Monday.
TODAY = date(2026, 11, 23)
FRIDAY = date(2026, 11, 20)

URL = reverse("disclosure_register:index")
SPOKEN = {name: answer for name, answer in posted(email=None).items() if name != "consent"}


def create_window(code: str = "counter", channel: str = "counter", **values: Any) -> IntakeWindow:
    values = {"name": {"en": code.title()}, "body": PublicBody.objects.own(), **values}
    return IntakeWindow.objects.create(code=code, channel=channel, **values)


def create_clerk(username: str, *windows: IntakeWindow) -> Any:
    """Somebody who registers at these windows and may do nothing else."""
    user = create_user(username, first_name=username.title())
    user.groups.add(Group.objects.get(name=groups.WINDOW_CLERKS))
    for window in windows:
        WindowClerk.objects.create(window=window, user=user)
    return user


def token_of(response: Any) -> str:
    found = re.search(r'name="submission_token" value="([^"]+)"', response.content.decode())
    return found[1] if found else ""


def create_registered(
    window: IntakeWindow,
    by: Any,
    *,
    at: datetime = SUBMITTED_AT,
    token: str | None = None,
    arrived_on: date = TODAY,
    signed_on: date | None = None,
    confirmed_on: date | None = None,
    answers: dict[str, Any] | None = None,
    files: Files = NO_FILES,
    **values: Any,
) -> Receipt:
    """What the applicant is handed at the window."""
    return register(
        window=window,
        definition=DisclosureForm.objects.order_by("pk").first().definition,
        answers={**ANSWERS, **(answers or {})},
        token=token or new_token(),
        arrival=Arrival(Days(arrived_on, signed_on, confirmed_on), **values),
        by=by,
        at=at,
        files=files,
    )
