"""Run within the example site: an answered request whose receipt we hold."""

import json
import sys
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.utils import timezone

from example_site.demo import office
from wagtail_disclosure.cases import actions, secrets
from wagtail_disclosure.cases.definitions import definition_of
from wagtail_disclosure.cases.models import DisclosureForm

SAMPLE = office.Sample(30, "answered", "2023年供水水质抽检结果。", "冯示例")


def make() -> None:
    """Print number and secret as JSON."""
    at = timezone.now() - timedelta(days=SAMPLE.days_ago)
    definition = definition_of(DisclosureForm.objects.get(locale__language_code="zh-hans"))
    receipt = actions.submit(
        definition=definition,
        answers=office.answers_for(SAMPLE, definition),
        token=secrets.new_token(),
        at=at,
    )
    cast = {user.username: user for user in get_user_model().objects.all()}
    office.work_on(receipt.case, SAMPLE, at=at, cast=cast)
    json.dump({"number": receipt.case.number, "secret": receipt.secret}, sys.stdout)
