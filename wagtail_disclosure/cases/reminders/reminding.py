"""Reminding people, once a day: one mail for each, and never twice of the same."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from wagtail_disclosure.cases.answer_review import waiting_for
from wagtail_disclosure.cases.models import OutgoingMail, Reminder
from wagtail_disclosure.cases.outbox.queueing import queue_for_person
from wagtail_disclosure.cases.permissions import policy
from wagtail_disclosure.cases.reminders.matters import Matter, Matters
from wagtail_disclosure.cases.reminders.people import may_act
from wagtail_disclosure.core.models import InformationOfficer, PublicBody, Unit


def remind(*, on: date, at: datetime) -> int:
    """Put a mail into the outbox for everybody who must know something new; returns how many.

    A matter is new to somebody at each stage that it reaches. Stages that passed while this did
    not run are left out: one mail says how things stand on the day ``on``. Running it again does
    no harm.
    """
    found: defaultdict[int, list[Matter]] = defaultdict(list)
    for matter in Matters(on=on):
        for person in matter.people:
            found[person].append(matter)
    users = get_user_model()._default_manager.filter(pk__in=found, is_active=True)
    reachable = users.exclude(email="").order_by("pk")
    return sum(_remind(user, found[user.pk], on=on, at=at) for user in reachable)


@transaction.atomic
def send_digests(*, on: date, at: datetime) -> int:
    """Put the digest of the week of ``on`` into the outbox for every office; returns how many.

    It goes to the head of the office, and where there is none to its officers; once a week.
    """
    first_day = on - timedelta(days=on.weekday())
    users = get_user_model()._default_manager.filter(pk__in=_heads_of_offices(), is_active=True)
    queued = [
        queue_for_person(user, kind=OutgoingMail.Kind.DIGEST, day=first_day, at=at)
        for user in users.exclude(email="").order_by("pk")
        if may_act(user, Reminder.Kind.ANSWER)
    ]
    return sum(mail is not None for mail in queued)


def _heads_of_offices() -> set[int]:
    offices = Unit.objects.filter(pk__in=PublicBody.objects.values("office"))
    with_head = set(offices.filter(head__is_active=True).values_list("head", flat=True))
    others = InformationOfficer.objects.filter(unit__in=offices.exclude(head__is_active=True))
    return with_head | set(others.values_list("user", flat=True))


@transaction.atomic
def _remind(user: Any, matters: Iterable[Matter], *, on: date, at: datetime) -> bool:
    new = _not_yet_told(user, _for(user, list(matters)))
    if not new:
        return False
    mail = queue_for_person(user, kind=OutgoingMail.Kind.REMINDER, day=on, at=at)
    if mail is None:
        # One mail a day: what came up since waits for tomorrow's.
        return False
    Reminder.objects.bulk_create(
        Reminder(
            mail=mail,
            case_id=matter.case_id,
            kind=matter.kind,
            object_id=matter.object_id,
            due_on=matter.due_on,
            stage=matter.stage,
            recipient_id=user.pk,
        )
        for matter in new
    )
    return True


def _for(user: Any, matters: list[Matter]) -> list[Matter]:
    """Those whose link leads ``user`` anywhere; what is only reviewed, while it waits for them."""
    allowed = {kind for kind in {matter.kind for matter in matters} if may_act(user, kind)}
    found = [matter for matter in matters if matter.kind in allowed]
    if Reminder.Kind.ANSWER not in allowed or policy.user_has_permission(user, "view"):
        return found
    reviewed = {answer.case_id for answer in waiting_for(user)}
    answer = Reminder.Kind.ANSWER
    return [matter for matter in found if matter.kind != answer or matter.case_id in reviewed]


def _not_yet_told(user: Any, matters: list[Matter]) -> list[Matter]:
    if not matters:
        return []
    earliest = min(matter.due_on for matter in matters)
    told = Reminder.objects.filter(recipient_id=user.pk, due_on__gte=earliest)
    keys = set(told.values_list("kind", "object_id", "due_on", "stage"))
    return [matter for matter in matters if matter.key not in keys]
