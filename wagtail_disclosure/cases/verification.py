"""What ``disclosure_verify`` compares of cases: due dates with their clocks, records with time."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import F, Window
from django.db.models.functions import Lag
from django.utils.translation import gettext as _

from wagtail_disclosure.cases.clock import recomputing
from wagtail_disclosure.cases.models import Case, CaseEvent
from wagtail_disclosure.core.days import written_day, written_moment
from wagtail_disclosure.core.recomputing.problems import in_words
from wagtail_disclosure.core.seams import Concerned
from wagtail_disclosure.review.verification import Problem, Remedy, remakers
from wagtail_disclosure.review.verification.mending import VERIFIER

DUE_DATE = "due_date"
CLOCK = "case_clock"
TIME = "time"
# Two workers write at the same moment, and the later number may be given first.
AT_THE_SAME_MOMENT = timedelta(minutes=5)


def register() -> None:
    """What ``disclosure_verify --fix`` does about a due date."""
    remakers.register(DUE_DATE, _count_anew)


def verify_due_dates() -> Iterator[Problem]:
    """Due dates of open cases that are not what their clock, law and calendar give.

    A due date is computed and never typed in, so somebody wrote past the software.
    """
    for counted in recomputing.counted_anew():
        if counted.problem:
            told = in_words(vars(counted.problem))
            yield _problem(counted.case, CLOCK, told, remedy=Remedy.NONE)
        elif counted.moves:
            message = _("It is stored as due on %(stored)s; its clock says %(counted)s.") % {
                "stored": _day(counted.case.due_on),
                "counted": _day(counted.due.due_on),
            }
            yield _problem(counted.case, DUE_DATE, message, remedy=Remedy.REMAKE)


def verify_moments() -> Iterator[Problem]:
    """Records of cases that say they were written before the ones that came before them.

    The clock of a server was set back, or was wrong until then: days that were counted from what
    it said may be wrong as well.
    """
    before = Window(Lag("recorded_at"), order_by=F("pk").asc())
    jumps = (
        CaseEvent.objects.annotate(before=before)
        .filter(recorded_at__lt=F("before") - AT_THE_SAME_MOMENT)
        .order_by("pk")
    )
    for event in jumps.iterator():
        message = _(
            "It was recorded at %(at)s, after something of %(before)s: the server's clock jumped."
        ) % {"at": _moment(event.recorded_at), "before": _moment(event.before)}
        yield Problem(
            code=TIME,
            message=message,
            object_type=CaseEvent._meta.label_lower,
            object_id=str(event.pk),
        )


def _count_anew(case_id: str) -> bool:
    reason = _("Its due date was not what its clock gives.")
    return recomputing.count_one(int(case_id), Concerned(), by=VERIFIER, reason=reason)


def _problem(case: recomputing.OpenCase, code: str, message: str, *, remedy: Remedy) -> Problem:
    return Problem(
        code=code,
        message=message,
        object_type=Case._meta.label_lower,
        object_id=str(case.pk),
        remedy=remedy,
    )


def _day(day: Any) -> str:
    return written_day(day) if day else "–"


def _moment(moment: Any) -> str:
    return written_moment(moment)
