"""A partner's counter with its clerk, and the agency's own post."""

from typing import Any

import pytest

from tests.cases.registration.desks import create_clerk, create_window
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
