"""What every action on a case does alike: permission and lock, next state, history and event."""

from datetime import date
from typing import Any

from wagtail_disclosure.cases.exceptions import CaseMovedOn, NotAllowed
from wagtail_disclosure.cases.models import Case, CaseEvent
from wagtail_disclosure.cases.permissions import policy
from wagtail_disclosure.core.audit import Actor, attribute
from wagtail_disclosure.rules.case_states import CLOSED_STATES, CaseAction, can, next_state


def lock(case: Case, action: str, *, by: Any, version: int | None) -> Any:
    """The case as it is now, kept from others until the transaction ends.

    ``version`` is the one that ``by`` looked at when deciding. Raises NotAllowed, CaseMovedOn.
    """
    if not policy.user_has_permission_for_instance(by, action, case):
        raise NotAllowed(action, case)
    locked = type(case.concrete()).objects.select_for_update().get(pk=case.pk)
    if version is not None and version != locked.version:
        raise CaseMovedOn(locked)
    return locked


def change_state(case: Case, action: CaseAction) -> None:
    """Raises CaseMovedOn where the present state does not allow ``action``."""
    if not can(action, case.state):
        raise CaseMovedOn(case)
    case.state = next_state(action, case.state)
    if case.state not in CLOSED_STATES:
        case.closed_on = None


def record(
    case: Case,
    kind: str,
    *,
    by: Any,
    reason: str,
    on: date,
    details: dict[str, str] | None = None,
) -> None:
    """Save ``case`` as its next version, with its history row and its event."""
    case.version += 1
    attribute(case, by=Actor.of(by), reason=reason)
    case.save()
    write_event(case, kind, by=by, reason=reason, on=on, details=details)


def write_event(
    case: Case,
    kind: str,
    *,
    by: Any,
    reason: str,
    on: date,
    details: dict[str, str] | None = None,
) -> None:
    actor = Actor.of(by)
    CaseEvent.objects.create(
        case_id=case.pk,
        kind=kind,
        on=on,
        actor_id=actor.id,
        actor_name=actor.name,
        reason=reason,
        details=details or {},
    )
