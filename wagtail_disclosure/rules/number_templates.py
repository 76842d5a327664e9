"""Whether the templates of two bodies could ever make the same index number.

A template with its organization code filled in is a row of places: a character, any digit, or, for
the end of a serial, one digit or more. Two rows are walked through side by side.
"""

from collections.abc import Iterator
from itertools import product
from string import Formatter
from typing import NamedTuple

from wagtail_disclosure.rules.references import INDEX_PLACEHOLDERS, BadTemplate, check_template

DIGITS = frozenset("0123456789")
DIGITS_OF_A_YEAR = 4
DIGITS_OF_A_MONTH = 2
# Numbers get no longer than with these: more than any body files in a year.
LONGEST_YEAR, LONGEST_SERIAL = 9999, 99_999_999


class Place(NamedTuple):
    """What may stand at one place of a number; ``repeats``: once or more often."""

    characters: frozenset[str]
    repeats: bool = False


def check_index_template(template: str, *, orgcode: str, longest: int) -> None:
    """Raise BadTemplate unless all index numbers of the template fit into ``longest`` characters.

    Also raised, as by ``check_template``, for what can't be read or would come up twice.
    """
    check_template(template, known=INDEX_PLACEHOLDERS)
    longest_values = {"year": LONGEST_YEAR, "month": 12, "serial": LONGEST_SERIAL}
    length = len(template.format(orgcode=orgcode, **longest_values))
    if length > longest:
        raise BadTemplate(template, f"makes numbers of {length} characters; {longest} fit")


def may_collide(first: tuple[str, str], second: tuple[str, str]) -> bool:
    """Whether two templates, each with its organization code, could make the same number.

    It errs on the safe side: any four digits count as a year. Raises BadTemplate.
    """
    rows = list(_places(*first)), list(_places(*second))
    ends = tuple(len(row) for row in rows)
    seen: set[tuple[int, ...]] = set()
    open_steps: list[tuple[int, ...]] = [(0, 0)]
    while open_steps:
        step = open_steps.pop()
        if step == ends:
            return True
        if step in seen or any(at == end for at, end in zip(step, ends, strict=True)):
            continue
        seen.add(step)
        one, other = (row[at] for row, at in zip(rows, step, strict=True))
        if one.characters & other.characters:
            open_steps += product(_after(one, step[0]), _after(other, step[1]))
    return False


def _after(place: Place, at: int) -> tuple[int, ...]:
    return (at, at + 1) if place.repeats else (at + 1,)


def _places(template: str, orgcode: str) -> Iterator[Place]:
    check_template(template, known=INDEX_PLACEHOLDERS)
    for text, name, form, _conversion in Formatter().parse(template):
        for character in text + (orgcode if name == "orgcode" else ""):
            yield Place(frozenset(character))
        if name == "year":
            yield from [Place(DIGITS)] * max(DIGITS_OF_A_YEAR, _padding(form))
        elif name == "month":
            yield from [Place(DIGITS)] * DIGITS_OF_A_MONTH
        elif name == "serial":
            yield from [Place(DIGITS)] * (_padding(form) - 1)
            yield Place(DIGITS, repeats=True)


def _padding(form: str | None) -> int:
    return int((form or "").rstrip("d") or 1)
