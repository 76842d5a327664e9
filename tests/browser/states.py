"""Run within the example site: a request in every state and language, and who reads English."""

import json
import sys
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone

from example_site.demo import casework, office, people
from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.intake import secrets
from wagtail_disclosure.cases.models import Case, DisclosureForm, OutgoingMail
from wagtail_disclosure.cases.models.cases import local_date
from wagtail_disclosure.cases.request_forms.definitions import definition_of
from wagtail_disclosure.cases.retention.due import rules_in_order
from wagtail_disclosure.cases.retention.erasing import erase
from wagtail_disclosure.core import groups
from wagtail_disclosure.core.models import InformationOfficer, Unit

LANGUAGES = ("zh-hans", "en")
ENGLISH_OFFICER = people.Person(
    "reader", "Ada", "Reader", "", "", (groups.OFFICERS, groups.OFFICE), language="en"
)


def charge(walk: casework.Walk) -> None:
    walk.begin()
    walk.do("charge", 3, "超出免费范围", basis="pages", count=300, how_to_pay="账号 000。")


def split(walk: casework.Walk) -> None:
    walk.begin()
    walk.do("split", 2, "两件事", description="另一件：泵站图纸。")


def extend(walk: casework.Walk) -> None:
    casework.WAYS["extension_proposed"](walk)
    walk.do("approve_extension", 5, "同意延长", by="office-head")


def withdraw(walk: casework.Walk) -> None:
    walk.begin()
    walk.do("withdraw", 2, "申请人来电撤回")


def join(walk: casework.Walk) -> None:
    other = Case.objects.filter(closed_on__isnull=True).exclude(pk=walk.case.pk).latest("pk")
    walk.do("join", 2, "同一事项", by="office-head", into=other)


def hold(walk: casework.Walk) -> None:
    withdraw(walk)
    walk.do("hold", 3, "调取证据", by="office-head", authority="示例市中级人民法院")


def destroy(walk: casework.Walk) -> None:
    withdraw(walk)
    OutgoingMail.objects.filter(case=walk.case).update(state="sent", sent_at=timezone.now())
    for rule in rules_in_order():
        erase(walk.case.pk, rule, on=rule.period.destroyed_from(walk.case.closed_on))


MORE = {
    "charged": charge,
    "split": split,
    "extended": extend,
    "withdrawn": withdraw,
    "joined": join,
    "held": hold,
    "destroyed": destroy,
}


def make() -> None:
    """Print numbers, secrets, keys and newest letters as JSON, by language and state."""
    cast = {user.username: user for user in get_user_model().objects.all()}
    reader = people.create_person(ENGLISH_OFFICER)
    InformationOfficer.objects.get_or_create(user=reader, unit=Unit.objects.get(code="office"))
    samples = {sample.reaches: sample for sample in office.SAMPLES}
    made = {
        language: {
            **{name: make_one(sample, language, cast) for name, sample in samples.items()},
            **{name: make_one(samples["consulting"], language, cast, name) for name in MORE},
        }
        for language in LANGUAGES
    }
    json.dump(made, sys.stdout)


def make_one(
    sample: office.Sample, language: str, cast: dict[str, Any], more: str = ""
) -> dict[str, Any]:
    at = timezone.now() - timedelta(days=sample.days_ago)
    definition = definition_of(DisclosureForm.objects.get(locale__language_code=language))
    receipt = actions.submit(
        definition=definition,
        answers=office.answers_for(sample, definition),
        token=secrets.new_token(),
        at=at,
    )
    case = receipt.case
    if more:
        MORE[more](casework.Walk(case, local_date(at), cast))
    else:
        office.work_on(case, sample, at=at, cast=cast)
    letter = case.letters.order_by("written_at").last()
    return {
        "number": case.number,
        "secret": receipt.secret,
        "key": case.pk,
        "letter": str(letter.pk) if letter else "",
    }
