"""Sabotages of the guard, one line each. Every one has to be noticed, or a check can't fail."""

from dataclasses import dataclass

from tests.leaks.sabotages.asking import ASKING
from tests.leaks.sabotages.attacked import ATTACKED
from tests.leaks.sabotages.casework import CASEWORK
from tests.leaks.sabotages.deciding import DECIDING
from tests.leaks.sabotages.keeping import KEEPING
from tests.leaks.sabotages.letters import LETTERS
from tests.leaks.sabotages.publishing import PUBLISHING
from tests.leaks.sabotages.reading import READING
from tests.leaks.sabotages.registering import REGISTERING
from tests.leaks.sabotages.reminding import REMINDING
from tests.leaks.sabotages.reporting import REPORTING
from tests.leaks.sabotages.tested import TESTED
from tests.leaks.sabotages.writing import WRITING


@dataclass(frozen=True)
class Mutant:
    """In ``file`` of the package ``old`` becomes ``new``; these routes or tests then fail.

    Tests are files, or single ones named as pytest does, so that a turn takes seconds.
    """

    file: str
    old: str
    new: str
    why: str
    routes: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.file}: {self.why}"


MUTANTS = [
    *(Mutant(*line, routes=routes) for *line, routes in (*WRITING, *READING)),
    *(
        Mutant(*line, tests=tests)
        for *line, tests in (
            *TESTED,
            *DECIDING,
            *KEEPING,
            *ASKING,
            *ATTACKED,
            *CASEWORK,
            *LETTERS,
            *PUBLISHING,
            *REGISTERING,
            *REMINDING,
            *REPORTING,
        )
    ),
]
