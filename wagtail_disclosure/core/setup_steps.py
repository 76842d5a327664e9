"""What `disclosure_setup` does: each installed part registers its own step from ``ready()``."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from wagtail_disclosure.core import conf
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.models import PublicBody
from wagtail_disclosure.core.seams import Registry

# Later parts build on what earlier ones created; steps of other apps follow.
ORDER = ("core", "review", "catalog", "cases", "oversight")


@dataclass
class Setup:
    """One run of the command: what it was given and what it has done so far."""

    name: str = ""
    law: str = field(default_factory=conf.law_code)
    actor: Actor = field(default_factory=lambda: Actor.software("disclosure_setup"))
    body: PublicBody | None = None
    created: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    advice: list[str] = field(default_factory=list)

    def note(self, what: str, *, created: bool | int) -> None:
        """Say that ``what`` was created, or that it was there already."""
        (self.created if created else self.kept).append(what)

    def advise(self, what: str) -> None:
        """Say what a person has to do before the command can go on."""
        self.advice.append(what)


class SetupSteps(Registry[Callable[[Setup], None]]):
    """Steps by the name of their part, run in the order of the layers."""

    def __iter__(self) -> Iterator[Callable[[Setup], None]]:
        known = [name for name in ORDER if name in self._providers]
        others = [name for name in self._providers if name not in ORDER]
        return iter([self._providers[name] for name in [*known, *others]])


setup_steps = SetupSteps("setup steps")
