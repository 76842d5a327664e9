"""A machine that writes, clears, withdraws and attacks in any order, and looks after each step.

The database has its triggers.
"""

from typing import Any

from django.db import transaction
from hypothesis import note
from hypothesis.stateful import initialize, rule

from tests.leaks import office
from tests.leaks.attacking import AttackingMachine
from tests.leaks.kinds import ALL_KINDS, ENTRY
from tests.leaks.looking import MOST_ITEMS, NUMBERS
from tests.leaks.readers import ANONYMOUS
from tests.leaks.sweep import look_for_gone
from tests.leaks.turns import Deck, turn, turns_of
from tests.leaks.waiting import WaitingMachine
from wagtail_disclosure.core.models import Unit

LANGUAGES = ("zh-hans", "en")


class LeakMachine(AttackingMachine, WaitingMachine):
    """What people do, besides attacking and waiting."""

    @initialize()
    def begin(self) -> None:
        """Something public, and something that nobody cleared: no run begins with nothing."""
        self.deck = Deck(turns_of(type(self)), self.random)
        language = self.random.choice(LANGUAGES)
        public = self.world.draft(ENTRY, language)
        self.world.clear(public)
        self.done("begin", public, self.world.draft(ENTRY, self.world.other(language)))

    @rule()
    def step(self) -> None:
        """The next turn of the deck; a run that fails tells which they were."""
        taken = self.deck.take()
        arguments = taken.arguments(self.random)
        note(f"{taken.name}: {arguments}")
        taken.do(self, **arguments)

    @turn(kind=ALL_KINDS, language=LANGUAGES)
    def write(self, kind: Any, language: str) -> None:
        """Something new."""
        if len(self.world.items) < MOST_ITEMS:
            self.done("write", self.world.draft(kind, language))

    @turn(number=NUMBERS)
    def edit(self, number: int) -> None:
        """A new version, with another file."""
        if item := self.pick(number):
            self.world.edit(item)
            self.done("edit", item)

    @turn(number=NUMBERS)
    def review(self, number: int) -> None:
        """The round of the unit, to its end: then it is public."""
        if item := self.pick(number, settled=True):
            office.review_to_the_end(self.world, item)
            self.done("review", item)

    @turn(number=NUMBERS)
    def revoke_a_role(self, number: int) -> None:
        """Whoever lost the role decides nothing any more."""
        if item := self.pick(number, settled=True):
            state = office.start_review(self.world, item)
            with transaction.atomic():
                Unit.objects.filter(pk=self.world.unit.pk).update(head=None)
                office.may_not_decide(state, self.world.people.head)
                transaction.set_rollback(True)
            state.workflow_state.cancel(user=self.world.people.drafter)
            self.done("revoke_a_role", item)

    @turn(number=NUMBERS)
    def withdraw(self, number: int) -> None:
        """Back from the public, at once."""
        if item := self.pick(number):
            office.withdraw(self.world, item)
            self.done("withdraw", item)

    @turn(number=NUMBERS)
    def restrict(self, number: int) -> None:
        """From a page to the register; its address, its aliases and its files are gone."""
        if item := self.pick(number, ENTRY):
            addresses = [each.stored().get_url() for each in [item, *self.world.aliases_of(item)]]
            office.restrict_entry(self.world, item)
            self.nothing_in(look_for_gone(self.world, self.clients, item, addresses))
            self.done("restrict")

    @turn(number=NUMBERS)
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

    @turn(number=NUMBERS)
    def delete(self, number: int) -> None:
        """Gone, with everything that shows it."""
        if item := self.pick(number):
            self.world.show(item, None)
            self.forget(item)
            self.done("delete")
