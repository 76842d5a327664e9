"""A partner's counter with its clerk, and the agency's own post."""

from typing import Any

import pytest

from tests.cases.registration.desks import (
    SPOKEN,
    URL,
    create_clerk,
    create_window,
    token_of,
)
from wagtail_disclosure.cases.clock.computing import today
from wagtail_disclosure.core.models import IntakeWindow, PublicBody


@pytest.fixture
def window(agency) -> IntakeWindow:
    partner = PublicBody.objects.create(code="P", name={"en": "District Bureau"})
    return create_window("district", "partner", operator=partner)


@pytest.fixture
def post(agency) -> IntakeWindow:
    return create_window("post", "post")


@pytest.fixture
def clerk(window) -> Any:
    return create_clerk("clerk", window)


@pytest.fixture
def desk(client, clerk):
    client.force_login(clerk)
    return client


@pytest.fixture
def typed(desk, window) -> dict[str, Any]:
    """What the clerk's browser sends."""
    return {
        **SPOKEN,
        "phone": "000-5550199",
        "delivery": "collect",
        "submission_token": token_of(desk.get(URL)),
        "arrival-window": window.pk,
        "arrival-arrived_on": today().isoformat(),
        "arrival-paper_count": "1",
        "arrival-reason": "",
    }
