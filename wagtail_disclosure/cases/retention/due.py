"""Which cases a retention rule reaches on a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import DateField, Exists, F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest

from wagtail_disclosure.cases.models import (
    Case,
    Challenge,
    Erasure,
    LegalHold,
    OutgoingMail,
    RetentionRule,
)
from wagtail_disclosure.cases.models.retention import Stage
from wagtail_disclosure.rules.retention import RetentionStage, destroyed_from, last_end

AT_A_TIME = 500


@dataclass(frozen=True)
class Due:
    """Something of a case whose time has come."""

    case_id: int
    number: str
    rule: RetentionRule
    from_day: date

    def __str__(self) -> str:
        return f"{self.number}: {self.rule.get_stage_display()} ({self.from_day.isoformat()})"


def rules_in_order() -> list[RetentionRule]:
    """Every rule, those of the earlier stages first."""
    order = {stage.value: place for place, stage in enumerate(RetentionStage)}
    rules = RetentionRule.objects.select_related("body", "law")
    return sorted(rules, key=lambda rule: (order[rule.stage], rule.pk))


def due(*, on: date) -> Iterator[Due]:
    """Everything that is to be destroyed on day ``on``.

    Asks for the next cases only when those before were taken, so they may be destroyed meanwhile.
    """
    for rule in rules_in_order():
        last = 0
        while found := list(_by_end(cases_due(rule, on=on).filter(pk__gt=last))[:AT_A_TIME]):
            for pk, number, ended_on in found:
                yield Due(pk, number, rule, destroyed_from(ended_on, rule.days))
            last = found[-1][0]


def cases_due(rule: RetentionRule, *, on: date) -> Any:
    """Cases of which ``rule`` destroys something on day ``on``, and nothing holds it up.

    What speaks against it: a legal hold; a challenge that is open, or was decided within the time;
    a mail to the applicant that still waits to be sent.
    """
    until = last_end(on, rule.days)
    about = {"case_id": OuterRef("pk")}
    done = Erasure.objects.filter(stage__in={rule.stage, Stage.CONTENT}, **about)
    holds = LegalHold.objects.filter(lifted_on__isnull=True, **about)
    open_or_new = Q(ended_on__isnull=True) | Q(ended_on__gt=until)
    challenges = Challenge.objects.filter(open_or_new, **about)
    mails = OutgoingMail.objects.filter(state=OutgoingMail.State.WAITING, **about)
    return Case.objects.filter(
        ~Exists(done),
        ~Exists(holds),
        ~Exists(challenges),
        ~Exists(mails),
        body_id=rule.body_id,
        law_id=rule.law_id,
        closed_on__lte=until,
    )


def _by_end(cases: Any) -> Any:
    """Key, number and the day on which the case, or its last challenge, ended."""
    decided = (
        Challenge.objects.filter(case_id=OuterRef("pk"))
        .order_by()
        .values("case_id")
        .values_list(Max("ended_on"))
    )
    last = Coalesce(Subquery(decided, output_field=DateField()), F("closed_on"))
    ended = cases.annotate(ended=Greatest(F("closed_on"), last)).order_by("pk")
    return ended.values_list("pk", "number", "ended")
