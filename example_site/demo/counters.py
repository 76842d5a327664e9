"""Requests that clerks registered, and their papers on the way to the office."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractUser
from django.utils import timezone

from example_site.demo.office import Sample, answers_for
from wagtail_disclosure.cases.intake import secrets
from wagtail_disclosure.cases.models import DisclosureForm, InformationRequest
from wagtail_disclosure.cases.models.cases import local_date
from wagtail_disclosure.cases.registration import custody
from wagtail_disclosure.cases.registration.registering import Arrival, register
from wagtail_disclosure.core.models import IntakeWindow
from wagtail_disclosure.rules.receipt import Days


@dataclass(frozen=True)
class Registered:
    """What somebody brought to ``window``; ``sent`` says whether its papers are on their way."""

    window: str
    clerk: str
    sample: Sample
    papers: int = 0
    is_oral: bool = False
    sent: bool = False


REGISTERED = (
    Registered(
        "district",
        "clerk",
        Sample(0, "accepted", "河湾路雨水管改造的施工许可。", "孙例"),
        2,
    ),
    Registered(
        "archive",
        "archivist",
        Sample(6, "accepted", "1998年防洪规划的批复文件。", "钱示范"),
        3,
        sent=True,
    ),
    Registered(
        "hotline",
        "officer",
        Sample(1, "accepted", "最近一次水箱清洗检测结果。", "冯样本"),
        is_oral=True,
    ),
    # A plain letter: received once the office has confirmed it with the applicant.
    Registered("post", "officer", Sample(2, "submitted", "再生水利用规划全文。", "卫演示"), 1),
)


def register_requests(cast: Mapping[str, AbstractUser]) -> None:
    """Every one by the clerk of its window, on its day."""
    definition = DisclosureForm.objects.get(locale__language_code="zh-hans").definition
    for row in REGISTERED:
        at = timezone.now() - timedelta(days=row.sample.days_ago)
        receipt = register(
            window=IntakeWindow.objects.select_related("body").get(code=row.window),
            definition=definition,
            answers=answers_for(row.sample, definition),
            token=secrets.new_token(),
            arrival=Arrival(Days(local_date(at)), row.is_oral, row.papers),
            by=cast[row.clerk],
            at=at,
        )
        if row.sent:
            send_on(receipt.case, by=cast[row.clerk], at=at)


def send_on(case: InformationRequest, *, by: AbstractUser, at: datetime) -> None:
    """The papers leave for the office on the next day, where nobody has acknowledged them."""
    office = case.body.office
    day = local_date(at + timedelta(days=1))
    custody.hand_over(case, to=office, by=by, on=day, note="机要交换")
