"""A machine that writes, clears, withdraws and attacks in any order, and looks after each step.

The database has its triggers.
"""

from collections import Counter
from collections.abc import Iterable
from time import monotonic
from typing import Any, ClassVar

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.leaks import office
from tests.leaks.attempts import attempt
from tests.leaks.kinds import ALL_KINDS, ENTRY
from tests.leaks.readers import ANONYMOUS, READERS, clients
from tests.leaks.routes import ROUTES
from tests.leaks.routes.catalog import ALLOWED, EDITED, NEW, Route
from tests.leaks.routes.code import save_live
from tests.leaks.sweep import Finding, look_at, look_at_lists, look_for_gone
from tests.leaks.world import Item, World
from wagtail_disclosure.core.models import Unit
from wagtail_disclosure.review.models import Clearance

FULL_SWEEP = 25
MOST_ITEMS = 8
NUMBERS = st.integers(min_value=0, max_value=MOST_ITEMS - 1)
WHICH = st.integers(min_value=0, max_value=99)
LANGUAGES = st.sampled_from(["zh-hans", "en"])


class Tally:
    """How far all runs have come."""

    # How often each rule and each route had its turn.
    rules: ClassVar[Counter[str]] = Counter()
    routes: ClassVar[Counter[str]] = Counter()
    started: ClassVar[float] = 0.0

    @classmethod
    def start(cls) -> None:
        cls.rules, cls.routes = Counter(), Counter()
        cls.started = monotonic()

    @classmethod
    def steps(cls) -> int:
        return cls.rules.total()

    @classmethod
    def report(cls, seed: int) -> str:
        rate = cls.steps() / (monotonic() - cls.started)
        return (
            f"seed {seed}: {cls.steps()} steps, {cls.routes.total()} attacks on "
            f"{len(cls.routes)} of {len(ROUTES)} routes, {rate:.1f} steps/s, 0 leaks"
        )


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

    @initialize(language=LANGUAGES)
    def begin(self, language: str) -> None:
        """Something public, and something that nobody cleared: no run begins with nothing."""
        public = self.world.draft(ENTRY, language)
        self.world.clear(public)
        self.done("begin", public, self.world.draft(ENTRY, self.world.other(language)))

    # What people do.

    @rule(kind=st.sampled_from(ALL_KINDS), language=LANGUAGES)
    def write(self, kind: Any, language: str) -> None:
        """Something new."""
        if len(self.world.items) < MOST_ITEMS:
            self.done("write", self.world.draft(kind, language))

    @rule(number=NUMBERS)
    def edit(self, number: int) -> None:
        """A new version, with another file."""
        if item := self.pick(number):
            self.world.edit(item)
            self.done("edit", item)

    @rule(number=NUMBERS)
    def review(self, number: int) -> None:
        """The round of the unit, to its end: then it is public."""
        if item := self.pick(number):
            office.review_to_the_end(self.world, item)
            self.done("review", item)

    @rule(number=NUMBERS)
    def revoke_a_role(self, number: int) -> None:
        """Whoever lost the role decides nothing any more."""
        if item := self.pick(number):
            state = office.start_review(self.world, item)
            with transaction.atomic():
                Unit.objects.filter(pk=self.world.unit.pk).update(head=None)
                office.may_not_decide(state, self.world.people.head)
                transaction.set_rollback(True)
            state.workflow_state.cancel(user=self.world.people.drafter)
            self.done("revoke_a_role", item)

    @rule(number=NUMBERS)
    def schedule_and_wait(self, number: int) -> None:
        """Cleared for a day to come; the day comes."""
        if item := self.pick(number):
            office.schedule(self.world, item)
            self.look(item)
            office.let_the_day_come(self.world)
            self.world.show(item, item.pending)
            self.done("schedule_and_wait", item)

    @rule(number=NUMBERS)
    def withdraw(self, number: int) -> None:
        """Back from the public, at once."""
        if item := self.pick(number):
            office.withdraw(self.world, item)
            self.done("withdraw", item)

    @rule(number=NUMBERS)
    def restrict(self, number: int) -> None:
        """From a page to the register; its address, its aliases and its files are gone."""
        if item := self.pick(number, ENTRY):
            addresses = [each.stored().get_url() for each in self.with_aliases(item)]
            office.restrict_entry(self.world, item)
            self.nothing_in(look_for_gone(self.world, self.clients, item, addresses))
            self.done("restrict")

    @rule(number=NUMBERS)
    def close_and_open_again(self, number: int) -> None:
        """Lists, search and files leave out what not everybody may see, until everybody may."""
        item = self.pick(number, ENTRY)
        if item and item.shown:
            shown, closed = item.shown, office.close_page(item)
            item.shown = None
            self.look(item, readers=[ANONYMOUS])
            closed.delete()
            item.shown = shown
            self.done("close_and_open_again", item)

    @rule(number=NUMBERS)
    def delete(self, number: int) -> None:
        """Gone, with everything that shows it."""
        if item := self.pick(number):
            self.world.show(item, None)
            self.forget(item)
            self.done("delete")

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
        if routes:
            self.try_out(routes[which % len(routes)], item, state)

    def try_out(self, route: Route, item: Item, state: str) -> None:
        known = list(self.world.items)
        expected = route.outcome(state, triggers=True)
        in_the_row = None
        if route.try_on is save_live and Clearance.objects.matching(item.stored()):
            # It writes nothing but ``live``, and what the row holds already is cleared.
            expected, in_the_row = ALLOWED, item.version_in_the_row()
        outcome = attempt(self.world, route, item, state)
        if outcome != expected:
            raise AssertionError(f"{route.name} on a {item.kind.name}, {state}: {outcome}")
        if in_the_row:
            self.world.show(item, in_the_row)
        Tally.routes[route.name] += 1
        created = [other for other in self.world.items if other not in known]
        self.done("attack", item, *created)
        for other in reversed(created):
            self.forget(other)
        self.tidy_up(item)

    # Helpers.

    def pick(self, number: int, *kinds: Any) -> Item | None:
        items = [item for item in self.world.items if item.source is None]
        items = [item for item in items if not kinds or item.kind in kinds]
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

    def with_aliases(self, item: Item) -> list[Item]:
        return [item, *self.world.aliases_of(item)]

    # Looking.

    def done(self, rule_name: str, *touched: Item) -> None:
        """After a step: the lists and what was touched; every so often everything."""
        Tally.rules[rule_name] += 1
        self.look(*touched)
        if Tally.steps() % FULL_SWEEP == 0:
            found = [*look_at_lists(self.world, self.clients)]
            for item in self.world.items:
                found += look_at(self.world, self.clients, item)
            self.nothing_in(found)

    def look(self, *touched: Item, readers: Iterable[str] = READERS) -> None:
        languages = sorted({item.language for item in touched} or {"zh-hans"})
        clients = {reader: self.clients[reader] for reader in readers}
        found = [*look_at_lists(self.world, clients, languages=languages, rarely=False)]
        for item in touched:
            if item in self.world.items:
                found += look_at(self.world, clients, item, rarely=False)
        self.nothing_in(found)

    def nothing_in(self, found: Iterable[Finding]) -> None:
        said = "\n".join(map(str, found))
        if said:
            raise AssertionError(said)
