"""What a machine may do next.

Hypothesis would choose a few rules for each run and one of them again and again; here every turn
comes once, in an order that only the seed knows, before any comes again.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any


@dataclass(frozen=True)
class Turn:
    """Something to do, and for each of its arguments what to choose from."""

    do: Callable[..., None]
    choices: dict[str, Sequence[Any]]

    @property
    def name(self) -> str:
        return self.do.__name__

    def arguments(self, random: Random) -> dict[str, Any]:
        return {name: random.choice(choices) for name, choices in self.choices.items()}


def turn(**choices: Sequence[Any]) -> Callable[[Callable[..., None]], Turn]:
    """Make a method a turn of its machine."""
    return lambda do: Turn(do, choices)


def turns_of(machine: type) -> list[Turn]:
    """All that ``machine`` and the parts it is made of have, by name."""
    found = {name: getattr(machine, name) for name in dir(machine)}
    return [each for _name, each in sorted(found.items()) if isinstance(each, Turn)]


class Deck:
    """All turns, shuffled; shuffled again when the last was taken."""

    def __init__(self, turns: Iterable[Turn], random: Random):
        self.turns, self.random = tuple(turns), random
        self.left: list[Turn] = []

    def take(self) -> Turn:
        if not self.left:
            self.left = self.random.sample(self.turns, len(self.turns))
        return self.left.pop()
