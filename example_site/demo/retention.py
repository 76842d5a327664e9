"""For how long the demonstration keeps what, and one request that a court asked to keep."""

from collections.abc import Mapping

from django.contrib.auth.models import AbstractUser

from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.models import Case, RetentionRule
from wagtail_disclosure.core.audit import Actor, attribute
from wagtail_disclosure.core.days import today
from wagtail_disclosure.core.models import PublicBody
from wagtail_disclosure.rules.outcomes import OutcomeKind

RULES = (
    ("identity_document", 30, "《个人信息保护法》第十九条"),
    ("contact", 400, "《个人信息保护法》第十九条"),
    ("content", 3650, "本局文件材料归档范围和保管期限表"),
)


def keep_no_longer(cast: Mapping[str, AbstractUser]) -> None:
    """Set the rules, and hold the request that was refused."""
    body = PublicBody.objects.own()
    for stage, days, basis in RULES:
        rule = RetentionRule(body=body, law=body.law, stage=stage, days=days, basis=basis)
        attribute(rule, by=Actor.of(cast["office-head"]), reason="保管期限表施行")
        rule.save()
    refused = Case.objects.filter(outcome__kind=OutcomeKind.REFUSED).order_by("pk")[0]
    actions.hold(
        refused,
        authority="示例市中级人民法院",
        by=cast["office-head"],
        reason="行政诉讼调取证据",
        on=today(),
    )
