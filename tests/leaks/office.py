"""What the people of the agency do with an object, by the actions that their screens call."""

from datetime import timedelta
from io import StringIO
from typing import Any

from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.test import TestCase
from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests.leaks.world import Item, World
from wagtail_disclosure.catalog.reclassification.restricting import restrict
from wagtail_disclosure.core.models import Exemption
from wagtail_disclosure.review import actions
from wagtail_disclosure.review.exceptions import DecisionRefused

# What a site runs every day, or more often.
RUN_DAILY = ("publish_scheduled", "disclosure_remind", "disclosure_finish_batches", "clearsessions")


def start_review(world: World, item: Item) -> Any:
    """The drafter sends it; returns the first step."""
    instance = item.stored()
    workflow = instance.get_workflow()
    return workflow.start(instance, world.people.drafter).current_task_state.specific


def review_to_the_end(world: World, item: Item) -> None:
    """All tiers confirm: then it is public."""
    people = world.people
    # What has no unit of its own is the office's.
    head = people.head if item.kind.is_page else people.officer
    with TestCase.captureOnCommitCallbacks(execute=True):
        start_review(world, item)
        for person in (head, people.clerk, people.leader):
            state = item.stored().current_workflow_task_state.specific
            actions.confirm(state, by=person, fingerprint=state.fingerprint)
    world.show(item, item.pending)


def may_not_decide(state: Any, person: Any) -> None:
    """Fails where ``person`` can decide although the role is gone."""
    try:
        actions.confirm(state, by=person, fingerprint=state.fingerprint)
    except DecisionRefused:
        return
    raise AssertionError("Somebody without the role decided.")


def schedule(world: World, item: Item, *, days: int) -> None:
    """Cleared for a day to come."""
    item.due = timezone.now() + timedelta(days=days)
    instance = item.stored().get_latest_revision_as_object()
    instance.go_live_at = item.due
    instance.save_revision(user=world.people.drafter)
    world.clear(item, publish=False)
    item.stored().get_latest_revision().publish(user=world.people.leader)
    item.planned = item.pending


def schedule_uncleared(world: World, item: Item, *, days: int) -> None:
    """A new draft that waits for a day to come, although nobody cleared it."""
    world.edit(item)
    waits_for = timezone.now() + timedelta(days=days)
    latest = item.stored().get_latest_revision_as_object()
    latest.save_revision(approved_go_live_at=waits_for)


def publish_until(world: World, item: Item, *, days: int) -> None:
    """Public, and expired on a day to come."""
    item.expires = timezone.now() + timedelta(days=days)
    world.edit(item)
    world.clear(item)


def let_the_day_come(world: World) -> None:
    """Everything that runs by the clock runs; what should then be public is."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        for command in RUN_DAILY:
            call_command(command, stdout=StringIO())
    now = timezone.now()
    for item in world.items:
        if item.due and item.due <= now:
            world.show(item, item.planned)
        if item.expires and item.expires <= now:
            world.show(item, None)
            _take_the_last_day_off(world, item)


def _take_the_last_day_off(world: World, item: Item) -> None:
    """What is published again after it expired would otherwise be gone at once."""
    item.expires = None
    instance = item.stored()
    instance.expire_at = None
    instance.save(update_fields=["expire_at"])
    world.edit(item)


def withdraw(world: World, item: Item) -> None:
    """Back from the public, at once."""
    officer, was_planned = _who_may_withdraw(world), item.planned
    with TestCase.captureOnCommitCallbacks(execute=True):
        actions.withdraw(item.stored(), by=officer, reason="By mistake")
    world.show(item, None)
    if was_planned:
        # What comes next is for now, not for the day that this was for.
        world.edit(item)


def restrict_entry(world: World, item: Item) -> None:
    """From a page to the register of what is exempt, aliases included."""
    ground = Exemption.objects.order_by("pk").first()
    officer = _who_may_withdraw(world)
    with TestCase.captureOnCommitCallbacks(execute=True):
        restrict(item.stored(), ground=ground, reason="It names a reservoir", by=officer)
    world.show(item, None)
    world.items = [other for other in world.items if item not in (other, other.source)]


def close_page(item: Item) -> PageViewRestriction:
    """For people who sign in only, until what is returned is deleted."""
    closed = PageViewRestriction(page_id=item.pk, restriction_type=PageViewRestriction.LOGIN)
    closed.save()
    return closed


def _who_may_withdraw(world: World) -> Any:
    officer = world.people.officer
    officer.user_permissions.add(Permission.objects.get(codename="withdraw"))
    # Permissions are cached on the object.
    return type(officer).objects.get(pk=officer.pk)
