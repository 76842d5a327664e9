"""Which cases a retention rule reaches on a day, and what holds it up."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Exists, F, Max, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.cases.models import (
    Case,
    CaseLink,
    Challenge,
    Erasure,
    LegalHold,
    OutgoingMail,
    RetentionRule,
)
from wagtail_disclosure.cases.models.retention import Stage
from wagtail_disclosure.rules.retention import RetentionStage, last_end

AT_A_TIME = 500


class Obstacle(models.TextChoices):
    """What speaks against destroying something whose time has come."""

    HOLD = "hold", _("Legal hold")
    CHALLENGE = "challenge", _("Challenge open, or decided within the time")
    JOINED = "joined", _("Joined with a case that is open, or ended within the time")
    MAIL = "mail", _("A mail to the applicant waits")


@dataclass(frozen=True)
class Due:
    """Something of a case whose time has come, and what holds it up, if anything."""

    case_id: int
    number: str
    rule: RetentionRule
    from_day: date
    obstacle: str = ""

    def __str__(self) -> str:
        return f"{self.number}: {self.rule.get_stage_display()} ({self.from_day.isoformat()})"

    def get_obstacle_display(self) -> str:
        return str(Obstacle(self.obstacle).label) if self.obstacle else ""


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
        yield from _in_portions(rule, cases_due(rule, on=on))


def reached(*, on: date, among: Any) -> Iterator[Due]:
    """The same of the cases ``among``, and what would be if nothing held it up."""
    for rule in rules_in_order():
        cases = _cases_reached(rule, on=on).filter(pk__in=among.values("pk"))
        yield from _in_portions(rule, cases)


def cases_due(rule: RetentionRule, *, on: date) -> Any:
    """Cases of which ``rule`` destroys something on day ``on``."""
    return _cases_reached(rule, on=on).filter(obstacle="")


def _cases_reached(rule: RetentionRule, *, on: date) -> Any:
    """Cases that ended so long ago and of which it is not done yet, with their ``obstacle``."""
    days = rule.period.on(on)
    until = last_end(on, days or 0)
    about = {"case_id": OuterRef("pk")}
    done = Erasure.objects.filter(stage__in={rule.stage, Stage.CONTENT}, **about)
    holds = LegalHold.objects.filter(lifted_on__isnull=True, **about)
    open_or_new = Q(ended_on__isnull=True) | Q(ended_on__gt=until)
    challenges = Challenge.objects.filter(open_or_new, **about)
    # The answer to the other case is the answer to this one.
    other_open_or_new = Q(other__closed_on__isnull=True) | Q(other__closed_on__gt=until)
    joined = CaseLink.objects.filter(other_open_or_new, kind=CaseLink.Kind.JOINED, **about)
    mails = OutgoingMail.objects.filter(state=OutgoingMail.State.WAITING, **about)
    obstacle = models.Case(
        When(Exists(holds), then=Value(Obstacle.HOLD.value)),
        When(Exists(challenges), then=Value(Obstacle.CHALLENGE.value)),
        When(Exists(joined), then=Value(Obstacle.JOINED.value)),
        When(Exists(mails), then=Value(Obstacle.MAIL.value)),
        default=Value(""),
    )
    ended = Case.objects.filter(
        ~Exists(done), body_id=rule.body_id, law_id=rule.law_id, closed_on__lte=until
    )
    found = ended.annotate(obstacle=obstacle)
    # Nothing by a rule that went past its history: nobody could read it in time.
    return found.none() if days is None or not rule.is_as_written() else found


def _in_portions(rule: RetentionRule, cases: Any) -> Iterator[Due]:
    last = 0
    while found := list(_by_end(cases.filter(pk__gt=last))[:AT_A_TIME]):
        for pk, number, ended_on, obstacle in found:
            yield Due(pk, number, rule, rule.period.destroyed_from(ended_on), obstacle)
        last = found[-1][0]


def _by_end(cases: Any) -> Any:
    """Key, number, the day on which the case or its last challenge ended, and the obstacle."""
    decided = (
        Challenge.objects.filter(case_id=OuterRef("pk"))
        .order_by()
        .values("case_id")
        .values_list(Max("ended_on"))
    )
    last = Coalesce(Subquery(decided, output_field=models.DateField()), F("closed_on"))
    ended = cases.annotate(ended=Greatest(F("closed_on"), last)).order_by("pk")
    return ended.values_list("pk", "number", "ended", "obstacle")
