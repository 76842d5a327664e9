"""What all parts of the machine have: an agency for one run, and a look at it after each step."""

from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack
from random import Random
from time import monotonic
from typing import Any, ClassVar

from django.db import transaction
from hypothesis.stateful import RuleBasedStateMachine

from tests.leaks.clock import Clock
from tests.leaks.readers import READERS, clients
from tests.leaks.routes import ROUTES
from tests.leaks.sweep import Finding, look_at, look_at_lists
from tests.leaks.world import Item, World

FULL_SWEEP = 25
MOST_ITEMS = 8
NUMBERS = range(MOST_ITEMS)


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


class LookingMachine(RuleBasedStateMachine):
    """Each run starts in the same agency, without any content, at the time that it really is."""

    world: ClassVar[World]
    # Of this run: another number, other turns.
    seed: ClassVar[int]

    def __init__(self) -> None:
        super().__init__()
        self.random = Random(self.seed)  # noqa: S311
        self.clock = Clock()
        self.around = ExitStack()
        self.around.enter_context(self.world.kept())
        self.around.enter_context(transaction.atomic())
        self.around.enter_context(self.clock.told())
        self.sign_in()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.around.close()

    def sign_in(self) -> None:
        """All readers anew: sessions last two weeks only."""
        self.clients = clients(self.world)

    def pick(self, number: int, *kinds: Any, settled: bool = False) -> Item | None:
        """One of the items; of the ``settled`` ones, of which none waits for its day."""
        items = [item for item in self.world.items if item.source is None]
        items = [item for item in items if not kinds or item.kind in kinds]
        items = [item for item in items if not (settled and item.planned)]
        return items[number % len(items)] if items else None

    def forget(self, item: Item) -> None:
        if item in self.world.items:
            self.world.items.remove(item)
        # What belongs to another is deleted with that.
        if row := item.kind.model._base_manager.filter(pk=item.pk).first():
            row.delete()

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
