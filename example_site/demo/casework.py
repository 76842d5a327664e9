"""What happens to requests beside the straight way to an answer: one sample of each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.core.files.base import ContentFile

from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.models import InformationRequest
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.models import Exemption, Outcome, StoredFile, Unit

TABLE = "年份,水量（万立方米）\n2023,28840\n2024,29120\n".encode()
PARTIAL = (
    "您申请的合同中，价款和联系人涉及第三方的商业秘密和个人隐私，"
    "第三方不同意公开，予以遮盖；其余内容现予提供。"
)
REFUSAL = "您申请公开的会商记录属于过程性信息，公开后影响决策过程，不予公开。"


@dataclass
class Walk:
    """A case with the people who work on it; each step is so many days after the first."""

    case: InformationRequest
    first_day: date
    cast: Mapping[str, AbstractUser]

    def day(self, number: int) -> date:
        return self.first_day + timedelta(days=number)

    def do(
        self, name: str, after: int, reason: str, /, *, by: str = "officer", **values: Any
    ) -> Any:
        """Take one action as ``by``; the case is read anew afterwards."""
        action = getattr(actions, name)
        done = action(self.case, by=self.cast[by], reason=reason, on=self.day(after), **values)
        self.case.refresh_from_db()
        return done

    def begin(self) -> None:
        """Receipt confirmed on the first day, assigned to the officer on the next."""
        self.do("accept", 0, "内容明确，予以登记")
        self.do("assign", 1, "由办公室承办", by="office-head", to=self.cast["officer"])

    def answer(self, code: str, text: str, after: int) -> None:
        """Draft the answer with its outcome."""
        outcome = Outcome.objects.get(law=self.case.law, code=code)
        self.do("draft_answer", after, "拟稿", outcome=outcome, text=text)

    def deliver(self, after: int) -> None:
        self.do("send_answer_to_review", after, "请审核")
        self.do("clear_answer", after + 1, "同意", by="office-head")
        self.do("answer", after + 2, "答复")


def _awaits_correction(walk: Walk) -> None:
    walk.do("accept", 0, "予以登记")
    question = "请写明需要哪一年度、哪一河段的监测数据。"
    walk.do("request_correction", 3, "内容不明确", question=question, working_days=15)


def _corrected(walk: Walk) -> None:
    _awaits_correction(walk)
    walk.do("record_correction", 6, "申请人来电补正", answer="2024年，示例河中段。")


def _consulting(walk: Walk) -> None:
    walk.begin()
    party = {
        "name": "示例水务工程有限公司",
        "address": "示例市滨江路1号",
        "information": "2024年二次供水改造合同",
    }
    walk.do("consult", 2, "涉及商业秘密", kind="third-party", **party)
    task = {"unit": Unit.objects.get(code="supply"), "text": "查找二次供水改造合同原件。"}
    walk.do("give_task", 2, "合同由该处保管", working_days=5, **task)


def _extension_proposed(walk: Walk) -> None:
    walk.begin()
    walk.do("propose_extension", 4, "档案在异地，调取需要时间", amount=20)


def _partly_granted(walk: Walk) -> None:
    _consulting(walk)
    consultation = walk.case.consultations.get()
    said = {"consultation": consultation, "response": "objects", "text": "价款属于商业秘密。"}
    walk.do("end_consultation", 9, "收到书面意见", **said)
    walk.answer("partly-granted", PARTIAL, 10)
    by = Actor.of(walk.cast["officer"])
    table = ContentFile(TABLE, name="供水量.csv")
    stored = StoredFile.store(table, name="供水量.csv", content_type="text/csv", by=by)
    released = {"title": "年度供水量表", "decision": "released", "stored_file": stored}
    walk.do("add_item", 10, "附表", **released)
    grounds = Exemption.objects.filter(
        law=walk.case.law, code__in=("cn-ogi-15-trade-secret", "cn-ogi-15-privacy")
    )
    partly = {"title": "二次供水改造合同", "decision": "released_in_part"}
    explanation = "遮盖价款和联系人：第三方不同意公开，公开会损害其合法权益。"
    walk.do("add_item", 10, "遮盖后提供", exemptions=grounds, explanation=explanation, **partly)
    walk.deliver(10)


def _refused(walk: Walk) -> None:
    walk.begin()
    walk.answer("refused-process", REFUSAL, 4)
    ground = Exemption.objects.filter(law=walk.case.law, code="cn-ogi-16-process")
    withheld = {"title": "会商记录", "decision": "withheld", "exemptions": ground}
    walk.do("add_item", 4, "过程性信息", explanation="公开后影响决策过程。", **withheld)
    walk.deliver(5)
    about = {"authority": "示例市人民政府", "reference": "示复〔2026〕12号"}
    walk.do("register_challenge", 12, "收到复议通知", kind="reconsideration", **about)


def _abandoned(walk: Walk) -> None:
    walk.do("accept", 0, "予以登记")
    question = "请写明文件名称或者文号。"
    walk.do("request_correction", 3, "内容不明确", question=question, working_days=5)
    walk.do("abandon", 18, "逾期未补正")


def _transferred(walk: Walk) -> None:
    walk.do("accept", 0, "予以登记")
    walk.do("transfer", 2, "不属于本机关职责", to="示例市生态环境局")


WAYS: Mapping[str, Callable[[Walk], None]] = {
    "awaiting_correction": _awaits_correction,
    "corrected": _corrected,
    "consulting": _consulting,
    "extension_proposed": _extension_proposed,
    "partly_granted": _partly_granted,
    "refused": _refused,
    "abandoned": _abandoned,
    "transferred": _transferred,
}
