"""The part of the machine that tries what must not succeed."""

from tests.leaks.attempts import attempt
from tests.leaks.looking import NUMBERS, LookingMachine, Tally
from tests.leaks.routes import ROUTES
from tests.leaks.routes.catalog import ALLOWED, EDITED, NEW, Route
from tests.leaks.routes.code import save_live
from tests.leaks.turns import turn
from tests.leaks.world import Item
from wagtail_disclosure.review.models import Clearance

WHICH = range(100)


class AttackingMachine(LookingMachine):
    """Tries routes on content that nobody cleared."""

    @turn(number=NUMBERS, which=WHICH)
    def attack_by_editing(self, number: int, which: int) -> None:
        self.attack(number, which, "editing")

    @turn(number=NUMBERS, which=WHICH)
    def attack_by_programs(self, number: int, which: int) -> None:
        self.attack(number, which, "programs")

    @turn(number=NUMBERS, which=WHICH)
    def attack_by_software(self, number: int, which: int) -> None:
        self.attack(number, which, "software")

    @turn(number=NUMBERS, which=WHICH)
    def attack_by_code(self, number: int, which: int) -> None:
        self.attack(number, which, "code")

    @turn(number=NUMBERS, which=WHICH)
    def attack_the_database(self, number: int, which: int) -> None:
        self.attack(number, which, "database")

    def attack(self, number: int, which: int, group: str) -> None:
        """A route of this group, with content that nobody cleared."""
        item = self.pick(number, settled=True)
        if item is None:
            return
        # What waits uncleared for its day would be dropped in silence, as it is on that day.
        if item.shown is item.pending or item.stored().get_latest_revision().approved_go_live_at:
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

    def tidy_up(self, item: Item) -> None:
        """An attack leaves parts of versions as the newest draft, and reviews without an end."""
        instance = item.stored()
        if instance.workflow_in_progress:
            instance.current_workflow_state.cancel(user=self.world.people.root)
        self.world.edit(item)
