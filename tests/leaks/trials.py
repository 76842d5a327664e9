"""All routes in one agency, each on an object of its own, and then one look at all surfaces."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from tests.leaks.attempts import attempt
from tests.leaks.kinds import ALL_KINDS, ENTRY
from tests.leaks.readers import get
from tests.leaks.routes import ROUTES
from tests.leaks.routes.catalog import EDITED, Route
from tests.leaks.sweep import Finding, look_at, look_at_lists
from tests.leaks.world import Item, World


@dataclass(eq=False)
class Trial:
    """A route on an object of one kind, in one state."""

    route: Route
    kind: Any
    state: str
    outcome: str = ""
    items: list[Item] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"{self.route.name}-{self.kind.name}-{self.state.partition(',')[0]}"

    def run(self, world: World) -> None:
        known = len(world.items)
        item = world.draft(self.kind)
        if self.state == EDITED:
            world.clear(item)
            world.edit(item)
            if item.kind.is_page:
                # From here on there is a copy of what is public, which no reader may get too late.
                get(Client(), item.stored().get_url())
        try:
            self.outcome = attempt(world, self.route, item, self.state)
        except Exception as error:
            # The other trials go on.
            self.outcome = f"broke off: {error!r}"
        self.items = world.items[known:]


def all_trials(routes: list[Route] = ROUTES, *, kinds: int = len(ALL_KINDS)) -> list[Trial]:
    """Each route in each state, on at most so many kinds of content."""
    return [
        Trial(route, kind, state)
        for route in routes
        for kind in route.kinds[:kinds]
        for state in route.outcomes
    ]


def run(world: World, clients: dict[str, Client], trials: list[Trial]) -> list[Finding]:
    """Run them all; returns what was found on surfaces that no trial has to do with."""
    for trial in trials:
        trial.run(world)
    owners = _owners(trials)
    rest = []
    for finding in _look_everywhere(world, clients, trials):
        for trial in _concerned(finding, owners) or ():
            trial.findings.append(finding)
        if not _concerned(finding, owners):
            rest.append(finding)
    return rest


def _look_everywhere(
    world: World, clients: dict[str, Client], trials: list[Trial]
) -> Iterator[Finding]:
    yield from look_at_lists(world, clients)
    for trial in trials:
        for item in trial.items:
            yield from look_at(world, clients, item, rarely=trial.kind is ENTRY)


def _owners(trials: list[Trial]) -> dict[str, set[Trial]]:
    """Which trials a word on a surface tells of."""
    owners = defaultdict(set)
    for trial in trials:
        for item in trial.items:
            owners[item.address].add(trial)
            for version in item.versions:
                owners[f"qz{version.number:06x}"].add(trial)
    return owners


def _concerned(finding: Finding, owners: dict[str, set[Trial]]) -> set[Trial]:
    return {trial for word in finding.words for trial in owners[word[:8]]}
