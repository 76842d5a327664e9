"""Every attack on the citizens' side and on casework has a test, and a sabotage that it notices.

The numbers are those of the cases in our list of attacks (reliability 48 to 83): a test names its
case in its docstring or its name, a sabotage in why it is one.
"""

import re

import pytest

from tests.leaks.sabotages import MUTANTS
from tests.leaks.workshop import REPOSITORY

ATTACKS = range(48, 84)
# What there is nothing of yet that could be attacked.
NOT_BUILT: dict[int, str] = {}
# What only threads on PostgreSQL show; sabotages are noticed on SQLite.
ON_POSTGRESQL = {68, 71}
NAMED = re.compile(r"(?<![A-Za-z])(?:[Cc]ases?|[Rr]eliability)[ _]((?:\d+(?:, | and |_and_)?)+)")


def numbers(text: str) -> set[int]:
    return {int(number) for found in NAMED.findall(text) for number in re.findall(r"\d+", found)}


TESTS = [
    path
    for path in sorted((REPOSITORY / "tests").rglob("test_*.py"))
    if path.name != "test_attacks.py"
]
TESTED = set().union(*(numbers(path.read_text(encoding="utf-8")) for path in TESTS))
SABOTAGED = set().union(*(numbers(" ".join((mutant.why, *mutant.tests))) for mutant in MUTANTS))


@pytest.mark.parametrize("attack", sorted(set(ATTACKS) - set(NOT_BUILT)))
def test_an_attack_has_a_test(attack: int) -> None:
    assert attack in TESTED


@pytest.mark.parametrize("attack", sorted(set(ATTACKS) - set(NOT_BUILT) - ON_POSTGRESQL))
def test_the_defence_against_an_attack_can_not_go_unnoticed(attack: int) -> None:
    assert attack in SABOTAGED


def test_what_is_not_built_is_not_tested() -> None:
    """So that nobody forgets to take it out of the list."""
    assert not TESTED & set(NOT_BUILT)
