"""The workspace of one case on one day, and its steps as somebody takes them."""

from datetime import date

import pytest
from django.urls import reverse

from wagtail_disclosure.cases.workspace import views as workspace


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(workspace, "today", lambda: date(2026, 12, 1))


@pytest.fixture
def show(client, case):
    def get(user):
        client.force_login(user)
        return client.get(reverse("disclosure_cases:workspace", args=[case.pk]))

    return get


@pytest.fixture
def take(client, case):
    def post(user, step: str, **data):
        client.force_login(user)
        case.refresh_from_db()
        data = {"reason": f"To {step}", "version": case.version, **data}
        return client.post(reverse("disclosure_cases:step", args=[case.pk, step]), data)

    return post
