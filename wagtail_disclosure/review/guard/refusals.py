"""What a refusal says: what is missing, and who can do something about it."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.days import written_day
from wagtail_disclosure.core.models import PublicBody, Unit
from wagtail_disclosure.core.models.bodies import NoPublicBody
from wagtail_disclosure.review.models.addresses import uncleared_above, why_not_here
from wagtail_disclosure.review.models.clearance import Clearance
from wagtail_disclosure.review.models.standings import editors_of_draft, standing_of
from wagtail_disclosure.review.models.task_states import ReviewTaskState
from wagtail_disclosure.review.roles import Role, people_in_role


def why_refused(instance: Any) -> str:
    """Why a guarded object may not be public as it is, and who can clear it."""
    above = uncleared_above(instance)
    if above is not None:
        return f"{why_not_here(instance)} {who_can_clear(above.specific)}"
    return f"{what_is_missing(instance)} {who_can_clear(instance)}"


def what_is_missing(instance: Any) -> str:
    """Whether it was never reviewed, was edited since, or was withdrawn."""
    decisions = Clearance.objects.for_object(instance)
    newest = decisions.first() if instance.pk is not None else None
    values = {"subject": instance, "day": _day(newest.decided_at) if newest else ""}
    if newest is None:
        message = _(
            "“%(subject)s” is not public yet: this content has not passed the secrecy review."
        )
    elif newest.decision == Clearance.Decision.WITHDRAWN:
        message = _(
            "“%(subject)s” was withdrawn on %(day)s: it needs a new secrecy review to become "
            "public again."
        )
    else:
        message = _(
            "“%(subject)s” was edited after it was cleared on %(day)s: the new text has not "
            "passed the secrecy review."
        )
    return message % values


def who_can_clear(instance: Any) -> str:
    """Who decides next, by name and role; where there is nobody, who can mend that."""
    state = getattr(instance, "current_workflow_task_state", None)
    if isinstance(state, ReviewTaskState):
        names = _names(standing_of(state).users())
        if names:
            return _("It is under review and waits for: %(role)s (%(names)s).") % {
                "role": Role(state.role).label,
                "names": names,
            }
        return _nobody(state.role, state.unit)
    unit = instance.review_unit
    workflow = instance.get_workflow()
    first = workflow and workflow.workflow_tasks.order_by("sort_order").first()
    if first is None:
        return _without_profile(unit)
    role = first.task.specific.role
    # Nobody of them may decide on what they wrote.
    names = _names(people_in_role(role, unit).exclude(pk__in=editors_of_draft(instance)))
    if not names:
        return _nobody(role, unit)
    return _("Send it to the review. First to decide: %(role)s (%(names)s).") % {
        "role": Role(role).label,
        "names": names,
    }


def _without_profile(unit: Unit | None) -> str:
    return _("No review profile covers it, so nobody can clear it yet. %(office)s") % {
        "office": _office(unit)
    }


def _nobody(role: str, unit: Unit | None) -> str:
    return _("Nobody can decide on it at present in the role of: %(role)s. %(office)s") % {
        "role": Role(role).label,
        "office": _office(unit),
    }


def _office(unit: Unit | None) -> str:
    try:
        body = unit.body if unit is not None else PublicBody.objects.own()
    except NoPublicBody:
        return _("Somebody has to set up the agency first: manage.py disclosure_setup.")
    names = _names(people_in_role(Role.OFFICE, body.office)) if body.office else ""
    if not names:
        return _("The disclosure office can mend that, but it has no people yet.")
    return _("The disclosure office can mend that: %(names)s.") % {"names": names}


def _names(users: Any) -> str:
    names = sorted(Actor.of(user).name for user in users)
    return pgettext("between names", ", ").join(names)


def _day(moment: Any) -> str:
    return written_day(moment)
