"""Who is told of what: the officer, the head of the unit, the disclosure office, reviewers."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from wagtail_disclosure.cases.answer_review import deciders_by_case, waiting_for
from wagtail_disclosure.cases.models.cases import Case
from wagtail_disclosure.cases.models.custody import CustodyEvent
from wagtail_disclosure.cases.models.reminders import Reminder
from wagtail_disclosure.cases.models.tasks import UnitTask
from wagtail_disclosure.cases.permissions import policy
from wagtail_disclosure.core.groups import ADMIN_ACCESS
from wagtail_disclosure.core.models import InformationOfficer, PublicBody, Unit, WindowClerk

Ids = frozenset[int]


class People:
    """The ids of those who are told, by units, windows and reviews as they are now.

    The number of queries is constant.
    """

    def __init__(self) -> None:
        self._heads = dict(Unit.objects.filter(head__isnull=False).values_list("pk", "head_id"))
        self._officers = _grouped(InformationOfficer.objects.values_list("unit_id", "user_id"))
        self._clerks = _grouped(WindowClerk.objects.values_list("window_id", "user_id"))
        self._offices = dict(PublicBody.objects.values_list("pk", "office_id"))
        self._reviewers = deciders_by_case()

    def of_case(self, case: Case) -> Ids:
        # The head of a unit does not see what is restricted, so not its number either.
        head = None if case.is_restricted else self._heads.get(case.unit_id)
        reviewers = self._reviewers.get(case.pk, frozenset())
        return _known({case.officer_id, head}) | self._office(case) | reviewers

    def of_task(self, task: UnitTask) -> Ids:
        """Those who have to do it, and those who wait for it."""
        asking = _known({task.case.officer_id}) | self._office(task.case)
        return self._of_unit(task.unit_id) | asking

    def of_papers(self, event: CustodyEvent) -> Ids:
        there = self._of_unit(event.unit_id) | self._clerks.get(event.window_id, frozenset())
        return there | self._office(event.case)

    def _office(self, case: Case) -> Ids:
        return self._of_unit(self._offices[case.body_id])

    def _of_unit(self, unit_id: int | None) -> Ids:
        return _known({self._heads.get(unit_id)}) | self._officers.get(unit_id, frozenset())


def may_act(user: Any, kind: str) -> bool:
    """Whether the link of a reminder of this ``kind`` leads ``user`` anywhere."""
    if not user.has_perm(ADMIN_ACCESS):
        return False
    if kind == Reminder.Kind.PAPERS:
        return True
    right = "finish_task" if kind == Reminder.Kind.TASK else "view"
    if policy.user_has_permission(user, right):
        return True
    return kind == Reminder.Kind.ANSWER and bool(waiting_for(user))


def _known(ids: Iterable[int | None]) -> Ids:
    return frozenset(key for key in ids if key is not None)


def _grouped(pairs: Iterable[tuple[int, int]]) -> dict[int | None, Ids]:
    groups: defaultdict[int | None, set[int]] = defaultdict(set)
    for key, value in pairs:
        groups[key].add(value)
    return {key: frozenset(values) for key, values in groups.items()}
