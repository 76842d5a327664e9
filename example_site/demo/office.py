"""Requests in every state, with dates relative to today, so that something is always due."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zlib import crc32

from django.contrib.auth.models import AbstractUser
from django.utils import timezone

from example_site.demo import casework
from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.intake import secrets
from wagtail_disclosure.cases.models import DisclosureForm, InformationRequest
from wagtail_disclosure.cases.request_forms.definitions import definition_of
from wagtail_disclosure.core import conf
from wagtail_disclosure.core.models import Outcome
from wagtail_disclosure.rules.annual_report import ApplicantKind
from wagtail_disclosure.rules.identity_documents import DocumentKind


@dataclass(frozen=True)
class Sample:
    """A request: how long ago it came, how far it got, what it asks for."""

    days_ago: int
    reaches: str
    description: str
    applicant: str
    kind: ApplicantKind = ApplicantKind.PERSON


SAMPLES = (
    Sample(0, "submitted", "本市2024年供水管网漏损率及分区统计数据。", "张示例"),
    Sample(2, "submitted", "住所附近泵站夜间施工的批准文件。", "李样本"),
    Sample(5, "accepted", "某河段2023年清淤工程的验收报告。", "王示范"),
    Sample(26, "in_progress", "2022年以来二次供水改造小区名单。", "赵例"),
    Sample(40, "in_progress", "防汛物资采购合同。", "周样"),
    Sample(12, "answer_in_review", "污水处理厂2024年排放监测数据。", "吴试"),
    Sample(30, "answered", "自来水价格调整听证会的会议纪要。", "郑演示"),
    Sample(6, "awaiting_correction", "示例河的监测数据。", "冯演习"),
    Sample(9, "corrected", "示例河的水质数据。", "冯演习"),
    Sample(10, "consulting", "某小区二次供水改造的合同。", "褚样例"),
    Sample(14, "extension_proposed", "1998年以来的取水许可档案。", "卫模拟"),
    Sample(
        33, "partly_granted", "二次供水改造合同及年度供水量。", "蒋假设", ApplicantKind.BUSINESS
    ),
    Sample(35, "refused", "供水调度会商记录。", "沈虚构", ApplicantKind.LEGAL_SERVICE),
    Sample(37, "abandoned", "一份文件。", "韩试例"),
    Sample(8, "transferred", "某排污单位的环评批复。", "杨示意"),
)
ANSWER = "您申请公开的信息可以公开，现予提供。有关数据已整理成表，随本答复一并送达。"
STAGES = ("submitted", "accepted", "in_progress", "answer_in_review", "answered")


def receive_requests(cast: Mapping[str, AbstractUser]) -> None:
    """Every sample, submitted through the same door as a citizen's and worked on by officers."""
    form = DisclosureForm.objects.get(locale__language_code="zh-hans")
    definition = definition_of(form)
    for sample in SAMPLES:
        at = timezone.now() - timedelta(days=sample.days_ago)
        receipt = actions.submit(
            definition=definition,
            answers=answers_for(sample, definition),
            token=secrets.new_token(),
            at=at,
        )
        work_on(receipt.case, sample, at=at, cast=cast)


def answers_for(sample: Sample, definition) -> dict[str, object]:
    """Answers to the form: ours where we have one, else the first of each choice."""
    known = {
        "description": sample.description,
        "applicant_kind": sample.kind.value,
        "applicant_name": sample.applicant,
        "email": "applicant@citizen.example",
        "id_document": {
            "kind": DocumentKind.PASSPORT.value,
            "number": number_of_nobody(sample.applicant),
        },
        "consent": True,
    }
    answers: dict[str, object] = {}
    for field in definition.asked:
        if field.key in known:
            answers[field.key] = known[field.key]
        elif field.type == "choice":
            answers[field.key] = field.choices[0][0]
    return answers


def number_of_nobody(applicant: str) -> str:
    """The same for each request of one applicant, who are made up as well."""
    return f"E{crc32(applicant.encode()) % 10**8:08d}"


def work_on(
    case: InformationRequest, sample: Sample, *, at: datetime, cast: Mapping[str, AbstractUser]
) -> None:
    """Take the case as far as the sample reaches, a day per step."""
    first_day = at.astimezone(conf.time_zone()).date()
    if sample.reaches in casework.WAYS:
        casework.WAYS[sample.reaches](casework.Walk(case, first_day, cast))
        return
    reached = STAGES.index(sample.reaches)
    officer, head = cast["officer"], cast["office-head"]
    if reached >= 1:
        actions.accept(case, by=officer, reason="内容明确，予以登记", on=first_day)
    if reached >= 2:
        day = first_day + timedelta(days=1)
        actions.assign(case, to=officer, by=head, reason="由办公室承办", on=day)
    if reached >= 3:
        day = first_day + timedelta(days=5)
        outcome = Outcome.objects.get(law=case.law, code="granted")
        actions.draft_answer(
            case, outcome=outcome, text=ANSWER, by=officer, reason="拟同意公开", on=day
        )
        actions.send_answer_to_review(case, by=officer, reason="请审核", on=day)
    if reached >= 4:
        day = first_day + timedelta(days=7)
        actions.clear_answer(case, by=head, reason="同意", on=day)
        actions.answer(case, by=officer, reason="答复", on=day)
