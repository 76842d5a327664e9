"""Run within the example site: an answered request and alerts, with their secrets."""

import json
import sys
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone

from example_site.demo import office
from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.intake import secrets
from wagtail_disclosure.cases.models import DisclosureForm
from wagtail_disclosure.cases.request_forms.definitions import definition_of
from wagtail_disclosure.catalog.finding import alerts, links
from wagtail_disclosure.catalog.finding.criteria import Criteria
from wagtail_disclosure.catalog.models import SearchAlert

SAMPLE = office.Sample(30, "answered", "2023年供水水质抽检结果。", "冯示例")
READER = "reader@citizen.example"


def make() -> None:
    """Print the secrets of a request, and of an alert in each language, as JSON."""
    at = timezone.now() - timedelta(days=SAMPLE.days_ago)
    made = {
        "request": make_request(at),
        "alerts": {language: make_alert(language) for language in ("zh-hans", "en")},
    }
    json.dump(made, sys.stdout)


def make_request(at: datetime) -> dict[str, Any]:
    definition = definition_of(DisclosureForm.objects.get(locale__language_code="zh-hans"))
    receipt = actions.submit(
        definition=definition,
        answers=office.answers_for(SAMPLE, definition),
        token=secrets.new_token(),
        at=at,
    )
    cast = {user.username: user for user in get_user_model().objects.all()}
    office.work_on(receipt.case, SAMPLE, at=at, cast=cast)
    return {"number": receipt.case.number, "secret": receipt.secret}


def make_alert(language: str) -> dict[str, str]:
    """The tokens that the mails bring, by what each is for."""
    alerts.subscribe(READER, Criteria(words="供水"), language=language, now=timezone.now())
    alert = SearchAlert.objects.latest("requested_at")
    addresses = {
        purpose: links.link(alert, purpose, language=language)
        for purpose in (links.CONFIRM, links.STOP)
    }
    return {purpose: address.split("/")[-2] for purpose, address in addresses.items()}
