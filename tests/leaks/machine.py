"""A machine that writes, clears, withdraws and attacks in any order, and looks after each step.

The database has its triggers.
"""

from datetime import timedelta
from time import monotonic
from typing import Any, ClassVar

from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.db import transaction
from django.test import TestCase
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule
from wagtail.models import Revision

from tests.leaks.attempts import attempt
from tests.leaks.kinds import ALL_KINDS
from tests.leaks.readers import clients
from tests.leaks.routes import ROUTES
from tests.leaks.routes.catalog import ALLOWED, DRAFT, EDITED, NEW, Route
from tests.leaks.routes.editing import make_alias
from tests.leaks.sweep import Finding, look_at, look_at_lists
from tests.leaks.world import Item, World
from wagtail_disclosure.review import actions
from wagtail_disclosure.review.exceptions import DecisionRefused

FULL_SWEEP = 25
MOST_ITEMS = 8
NUMBERS = st.integers(min_value=0, max_value=MOST_ITEMS - 1)
WHICH = st.integers(min_value=0, max_value=99)
LANGUAGES = st.sampled_from(["zh-hans", "en"])


class Tally:
    """How far all runs have come."""

    steps: ClassVar[int] = 0
    attacks: ClassVar[int] = 0
    started: ClassVar[float] = 0.0

    @classmethod
    def start(cls) -> None:
        cls.steps = cls.attacks = 0
        cls.started = monotonic()

    @classmethod
    def report(cls, seed: int) -> str:
        rate = cls.steps / (monotonic() - cls.started)
        return f"seed {seed}: {cls.steps} steps, {cls.attacks} attacks, {rate:.1f} steps/s, 0 leaks"


class LeakMachine(RuleBasedStateMachine):
    """Each run starts in the same agency, without any content."""

    world: ClassVar[World]

    def __init__(self) -> None:
        super().__init__()
        self.kept = self.world.kept()
        self.kept.__enter__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.clients = clients(self.world)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)
        self.kept.__exit__(None, None, None)

    # What people do.

    @rule(kind=st.sampled_from(ALL_KINDS), language=LANGUAGES)
    def write(self, kind: Any, language: str) -> None:
        """Something new."""
        if len(self.world.items) < MOST_ITEMS:
            self.done(self.world.draft(kind, language))

    @rule(number=NUMBERS)
    def edit(self, number: int) -> None:
        """A new version, with another file."""
        if item := self.pick(number):
            self.world.edit(item)
            self.done(item)

    @rule(number=NUMBERS)
    def review(self, number: int) -> None:
        """The round of the unit, to its end: then it is public."""
        if item := self.pick(number):
            with TestCase.captureOnCommitCallbacks(execute=True):
                self.review_to_the_end(item)
            self.world.show(item, item.pending)
            self.done(item)

    @rule(number=NUMBERS)
    def revoke_a_role(self, number: int) -> None:
        """Whoever lost the role decides nothing any more."""
        if item := self.pick(number):
            state = self.start_review(item)
            with transaction.atomic():
                self.world.unit.__class__.objects.filter(pk=self.world.unit.pk).update(head=None)
                self.refused(state, self.world.people.head)
                transaction.set_rollback(True)
            state.workflow_state.cancel(user=self.world.people.drafter)
            self.done(item)

    @rule(number=NUMBERS)
    def schedule_and_wait(self, number: int) -> None:
        """Cleared for a day to come; the day comes."""
        if item := self.pick(number):
            instance = item.stored().get_latest_revision_as_object()
            instance.go_live_at = timezone.now() + timedelta(days=1)
            instance.save_revision(user=self.world.people.drafter)
            self.world.clear(item, publish=False)
            item.stored().get_latest_revision().publish(user=self.world.people.leader)
            self.look(item)
            self.let_the_day_come()
            with TestCase.captureOnCommitCallbacks(execute=True):
                call_command("publish_scheduled")
            self.world.show(item, item.pending)
            self.done(item)

    @rule(number=NUMBERS)
    def withdraw(self, number: int) -> None:
        """Back from the public, at once."""
        if item := self.pick(number):
            people = self.world.people
            right = Permission.objects.get(codename="withdraw")
            people.officer.user_permissions.add(right)
            officer = type(people.officer).objects.get(pk=people.officer.pk)
            with TestCase.captureOnCommitCallbacks(execute=True):
                actions.withdraw(item.stored(), by=officer, reason="By mistake")
            self.world.show(item, None)
            self.done(item)

    @rule(number=NUMBERS)
    def delete(self, number: int) -> None:
        """Gone, with everything that shows it."""
        if item := self.pick(number):
            self.world.show(item, None)
            self.forget(item)
            self.done()

    # What must not succeed.

    @rule(number=NUMBERS, which=WHICH)
    def attack_by_editing(self, number: int, which: int) -> None:
        self.attack(number, which, "editing")

    @rule(number=NUMBERS, which=WHICH)
    def attack_by_programs(self, number: int, which: int) -> None:
        self.attack(number, which, "programs")

    @rule(number=NUMBERS, which=WHICH)
    def attack_by_software(self, number: int, which: int) -> None:
        self.attack(number, which, "software")

    @rule(number=NUMBERS, which=WHICH)
    def attack_by_code(self, number: int, which: int) -> None:
        self.attack(number, which, "code")

    @rule(number=NUMBERS, which=WHICH)
    def attack_the_database(self, number: int, which: int) -> None:
        self.attack(number, which, "database")

    def attack(self, number: int, which: int, group: str) -> None:
        """A route of this group, with content that nobody cleared."""
        item = self.pick(number)
        if item is None:
            return
        if item.shown is item.pending:
            self.world.edit(item)
        state = EDITED if item.shown else NEW
        routes = [route for route in ROUTES if route.group == group and route.fits(item, state)]
        if item.is_waiting:
            # Until it is public, aliases that are made are drafts: nothing to begin with.
            routes = [route for route in routes if route.prepare is not make_alias]
        if routes:
            self.try_out(routes[which % len(routes)], item, state)

    def try_out(self, route: Route, item: Item, state: str) -> None:
        known = list(self.world.items)
        expected = route.outcome(state, triggers=True)
        if expected == ALLOWED and item.is_waiting:
            expected = DRAFT
        outcome = attempt(self.world, route, item)
        if outcome != expected:
            raise AssertionError(f"{route.name} on a {item.kind.name}, {state}: {outcome}")
        Tally.attacks += 1
        created = [other for other in self.world.items if other not in known]
        self.done(item, *created)
        for other in reversed(created):
            self.forget(other)
        self.tidy_up(item)

    # Helpers.

    def pick(self, number: int) -> Item | None:
        items = [item for item in self.world.items if item.source is None]
        return items[number % len(items)] if items else None

    def tidy_up(self, item: Item) -> None:
        """An attack leaves parts of versions as the newest draft, and reviews without an end."""
        instance = item.stored()
        if instance.workflow_in_progress:
            instance.current_workflow_state.cancel(user=self.world.people.root)
        self.world.edit(item)

    def forget(self, item: Item) -> None:
        if item in self.world.items:
            self.world.items.remove(item)
        item.kind.model._base_manager.filter(pk=item.pk).first().delete()

    def start_review(self, item: Item) -> Any:
        instance = item.stored()
        workflow = instance.get_workflow()
        return workflow.start(instance, self.world.people.drafter).current_task_state.specific

    def review_to_the_end(self, item: Item) -> None:
        people = self.world.people
        self.start_review(item)
        # What has no unit of its own is the office's.
        head = people.head if item.kind.is_page else people.officer
        for person in (head, people.clerk, people.leader):
            state = item.stored().current_workflow_task_state.specific
            actions.confirm(state, by=person, fingerprint=state.fingerprint)

    def let_the_day_come(self) -> None:
        """What waits for a day waits no longer; moving the data is faster than moving the clock."""
        past = self.world.past()
        for revision in Revision.objects.exclude(approved_go_live_at=None):
            content = {**revision.content, "go_live_at": past.isoformat()}
            waiting = Revision.objects.filter(pk=revision.pk)
            waiting.update(approved_go_live_at=past, content=content)

    def refused(self, state: Any, person: Any) -> None:
        try:
            actions.confirm(state, by=person, fingerprint=state.fingerprint)
        except DecisionRefused:
            return
        raise AssertionError("Somebody without the role decided.")

    # Looking.

    def done(self, *touched: Item) -> None:
        """After a step: the lists and what was touched; every so often everything."""
        Tally.steps += 1
        self.look(*touched)
        if Tally.steps % FULL_SWEEP == 0:
            found = [*look_at_lists(self.world, self.clients)]
            for item in self.world.items:
                found += look_at(self.world, self.clients, item)
            self.nothing_in(found)

    def look(self, *touched: Item) -> None:
        languages = {item.language for item in touched} or {"zh-hans"}
        found = [
            *look_at_lists(self.world, self.clients, languages=sorted(languages), rarely=False)
        ]
        for item in touched:
            if item in self.world.items:
                found += look_at(self.world, self.clients, item, rarely=False)
        self.nothing_in(found)

    def nothing_in(self, found: list[Finding]) -> None:
        if found:
            raise AssertionError("\n".join(map(str, found)))
