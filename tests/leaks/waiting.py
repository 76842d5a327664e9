"""The part of the machine that plans for days to come, and lets them come."""

from tests.leaks import office
from tests.leaks.looking import NUMBERS, LookingMachine
from tests.leaks.turns import turn

DAYS = (2, 30)
# Past the first of these days, past both, and past everything that anybody plans.
JUMPS = (3, 40, 400)


class WaitingMachine(LookingMachine):
    """Plans publications and expiries, and sets the clock ahead."""

    @turn(number=NUMBERS, days=DAYS)
    def schedule(self, number: int, days: int) -> None:
        """Cleared for a day to come: until then visitors see what they saw."""
        item = self.pick(number, settled=True)
        if item and not item.expires:
            office.schedule(self.world, item, days=days)
            self.done("schedule", item)

    @turn(number=NUMBERS, days=DAYS)
    def schedule_uncleared(self, number: int, days: int) -> None:
        """A new draft that is to be published on a day to come, and that nobody cleared."""
        if item := self.pick(number):
            office.schedule_uncleared(self.world, item, days=days)
            self.done("schedule_uncleared", item)

    @turn(number=NUMBERS, days=DAYS)
    def publish_until(self, number: int, days: int) -> None:
        """Public until a day to come."""
        if item := self.pick(number, settled=True):
            office.publish_until(self.world, item, days=days)
            self.done("publish_until", item)

    @turn(days=JUMPS)
    def jump(self, days: int) -> None:
        """The clock jumps, and what runs every day runs once."""
        self.clock.jump(days)
        self.sign_in()
        office.let_the_day_come(self.world)
        self.done("jump", *self.world.items)
