"""Sabotages of the guard are noticed: all by `make leak-test MUTANTS=1`, else some in turn."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.leaks.routes import ROUTES
from tests.leaks.sabotages import MUTANTS, Mutant
from tests.leaks.workshop import FAILED, PASSED, REPOSITORY, Workshop

IN_TURN = 8
WANTED = os.environ.get("DISCLOSURE_LEAK_MUTANTS", "")
PACKAGE = REPOSITORY / "wagtail_disclosure"
WHERE = "import tests, wagtail_disclosure as package; print(*package.__path__, *tests.__path__)"


def turn() -> int:
    """The number of the commit; of the day, where there is no repository."""
    command = ["git", "rev-list", "--count", "HEAD"]
    counted = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True)
    return int(counted.stdout) if counted.returncode == 0 else datetime.now(UTC).toordinal()


def chosen() -> list[Mutant]:
    if WANTED == "all":
        return MUTANTS
    if WANTED:
        return [MUTANTS[int(number)] for number in WANTED.split(",")]
    first = turn() * IN_TURN
    return [MUTANTS[(first + step) % len(MUTANTS)] for step in range(IN_TURN)]


def name_of(mutant: Mutant) -> str:
    return f"{MUTANTS.index(mutant)}-{mutant.file}-{mutant.why}"


CHOSEN = chosen()


def test_there_are_enough() -> None:
    assert len(MUTANTS) >= 40


@pytest.mark.parametrize("mutant", MUTANTS, ids=name_of)
def test_the_line_is_there_once(mutant: Mutant) -> None:
    """So that no refactoring makes a sabotage void without anybody noticing."""
    assert (PACKAGE / mutant.file).read_text(encoding="utf-8").count(mutant.old) == 1
    assert set(mutant.routes) <= {route.name for route in ROUTES}
    assert [test for test in mutant.tests if not is_there(test)] == []


def is_there(test: str) -> bool:
    """Whether a file has the class and the function that the name of a test consists of."""
    file, *names = test.split("::")
    text = (REPOSITORY / file).read_text(encoding="utf-8")
    return all(re.search(rf"^ *(class|def) {name}\b", text, re.MULTILINE) for name in names)


def test_the_workshop_works_on_its_own_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever else the package can be found, or no sabotage would change anything."""
    monkeypatch.setenv("PYTHONPATH", str(REPOSITORY))
    monkeypatch.setenv("PYTHONSAFEPATH", "1")
    opened = Workshop.open(tmp_path)
    told = {"cwd": tmp_path, "env": opened.environment(), "text": True}
    said = subprocess.check_output([sys.executable, "-c", WHERE], **told)
    assert said.split() == [str(tmp_path / name) for name in ("wagtail_disclosure", "tests")]


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    """What is chosen passes there, unchanged: then a failure is the sabotage's doing."""
    workshop = Workshop.open(Path(tmp_path_factory.mktemp("sabotage")))
    routes = tuple({name for mutant in CHOSEN for name in mutant.routes})
    tests = tuple({path for mutant in CHOSEN for path in mutant.tests})
    for selection in ({"routes": routes}, {"tests": tests}):
        if any(selection.values()):
            code, said = workshop.run(**selection)
            assert code == PASSED, said
    yield workshop


@pytest.mark.sqlite
@pytest.mark.parametrize("mutant", CHOSEN, ids=name_of)
def test_a_sabotage_is_noticed(workshop: Workshop, mutant: Mutant) -> None:
    code, said = workshop.try_out(mutant)

    assert code == FAILED, f"{mutant} was not noticed:\n{said}"
